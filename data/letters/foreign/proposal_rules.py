"""What placeholders are called, in English, German, French and Spanish, and what they stand for.

A rule is a pattern that the whole of the words has to match, spelled without accents in small
letters, and an expression of our templates. The first that matches counts.
"""

from data.letters.foreign.foreign_letter import LINE


def _each_once(*words: str) -> str:
    """The alternatives, none of them twice: a pattern that repeats them would try all ways."""
    return "|".join(dict.fromkeys("|".join(words).split("|")))


_PAY = _each_once(
    "salary|pay|base|compensation|wage|wages|remuneration|rate|ctc|stipend|gehalt|jahresgehalt|"
    "monatsgehalt|vergutung|lohn|entgelt|salaire|remuneration|salario|sueldo|retribucion"
)
EXTRA = (
    "bonus|equity|options?|stock|shares?|rsus?|commission|allowance|vacation|pto|urlaub|notice|"
    "probation|relocation|benefits?|kundigungsfrist|probezeit|hours|stunden|manager|supervisor|"
    "vorgesetzter?|target|ote|vesting|band|range|grade"
)
_OF_PAY = _each_once(
    "offer|offered|annual|annually|yearly|basic|gross|employment|employee|candidate|job|"
    "position|role|starting|initial|new|proposed|agreed|fixed|full time|your|the|my|our|a|an|"
    "brutto|bruto|brut|brute|bruta|annuel|anual|ihr|das|le|la|votre|el|su",
    _PAY,
)
"""What may stand before a word for pay; anything else ("tax", "current") makes it another one."""
_PAY_PHRASE = rf"(?:(?:{_OF_PAY}) )*(?:{_PAY})"
_EACH = r"(?:(?:per|a|an|each|in|the|amount|offer|offered|gross|base|brut[oa]?|brutto) )*"
_DAY = "date|day|tag|datum|jour|fecha|on"
_SIGNED = r"signator(?:y|ies)|signer|representative|authori[sz]ed|unterzeichner|signataire|firmante"
_FIRST = "first|given|fname|forename|vorname|prenom|preferred|nombre de pila"
_LAST = "last|family|surname|lname|nachname|familienname|apellidos?|nom de famille"
_STARTS = "start|starting|starts|joining|join|commencement|commence|begin|beginning|" \
    "hire|onboarding|eintritt|eintrittsdatum|beginn|arbeitsbeginn|debut|entree|inicio"  # fmt: skip
_OF_START = "employment|job|position|role|work|working|contract|candidate|employee|offer|offered|" \
    "expected|anticipated|proposed|planned|estimated|agreed|intended|scheduled|tentative|" \
    "official|actual|effective|new|your|the|my|our"  # fmt: skip
_OF_WORK = "of|the|your|work|working|employment|job|position|role|contract|offer|de|du|d|la|en|" \
    "travail|emploi|contrat|contrato|trabajo|laboral|fonctions?"  # fmt: skip
_ENDS = "expir(?:y|es|e|ing|ation|acion)|deadline|frist|annahmefrist|limite|vencimiento|caducidad"
_ANSWER = "accept|acceptance|response|reply|respond|annahme|reponse|acceptation|aceptacion|" \
    "respuesta"  # fmt: skip
_OF_OFFER = "employment offer|job offer|offer|offers|letter|this|the|your|our|angebot|angebots|" \
    "offre|oferta"  # fmt: skip
_OF_END = f"(?:{_OF_OFFER}|{_ANSWER})"
_TO_END = _each_once("at|by|to|of|for|de|du|d|la|l|del|time", _DAY, _OF_OFFER, _ANSWER)
_TO_END = f"(?: (?:{_TO_END}))*"
"""What may stand behind a word for the end of an offer."""
_WHO = "candidate|applicant|employee|recipient|bewerber(?:in)?|kandidat(?:in)?|" \
    "mitarbeiter(?:in)?|candidat|salarie|candidato"  # fmt: skip
RULES: tuple[tuple[str, str], ...] = (
    (rf"(?:{_SIGNED}) (?:title|position|role)|(?:title|position) of (?:{_SIGNED})",
     "company.signatory_title"),
    (rf"(?:company|employer) (?:{_SIGNED})|(?:{_SIGNED}) name|name of (?:{_SIGNED})|{_SIGNED}",
     "company.signatory"),
    (r"(?:\w+ )*(?:signature|signatures|sign here|sig es|signhere\d?|initials?|unterschrift|"
     r"firma del|paraphe|date ?signed|signing date|signed date)(?: \w+)*|sign", LINE),
    (r"(?:recruiter|sender|my|creator|coordinator|hr) (?:\w+ )?e ?mail", "sender.email"),
    (rf"(?:recruiter|sender|my|coordinator) (?:{_FIRST})(?: name)?", "sender.first_name"),
    (r"recruiter(?: full)?(?: name)?|sender(?: full)?(?: name)?|my name|my full name|"
     r"offer creator|creator|coordinator", "sender.name"),
    (r"(?:company|employer|organi[sz]ation|business|firma|entreprise|empresa) (?:\w+ )?"
     r"(?:address|adresse|direccion|anschrift)", "company.address"),
    (r"(?:company|employer|organi[sz]ation) (?:tele)?phone", "company.phone"),
    (r"(?:company|employer|organi[sz]ation) e ?mail", "company.email"),
    (r"(?:company|employer|organi[sz]ation) (?:website|web|url)", "company.website"),
    (rf"(?:{_WHO}|personal|your) (?:\w+ )?e ?mail|e ?mail(?: address)?", "candidate.email"),
    (rf"(?:(?:{_WHO}|your) )?(?:tele)?phone(?: number)?|telefon|telephone|mobile|cell",
     "candidate.phone"),
    (r"(?:job|position|role|requisition|department) (?:\w+ )?(?:department|team|division)|"
     r"department|team|abteilung|departement|departamento", "job.department"),
    (r"(?:(?:job|work|office|position|role) )?(?:location|office|site|place of work|workplace)|"
     r"city|arbeitsort|standort|einsatzort|lieu de travail|lieu|ubicacion|lugar", "job.location"),
    (r"opening id|requisition id|req id|requisition", "opening.opening_id"),
    (r"(?:job|position) id", "job.id"),
    (r"offer id|offer number|reference|reference number", "offer.id"),
    (rf"(?:{_PAY}|pay) currency|currency(?: code)?|wahrung|devise|moneda", "offer.currency"),
    (rf"(?:{_PAY}|payment) (?:frequency|period|interval|type|unit|schedule|basis|per)|"
     r"frequency|pay period|per", "offer.pay_period"),
    (rf"(?:{_PAY}) in words|in words|amount in words", "offer.salary | in_words"),
    (rf"(?:(?:{_OF_PAY}) )*(?:annual|annually|yearly|year|per year|jahres|annuel|anual) "
     rf"{_PAY_PHRASE}|{_PAY_PHRASE} {_EACH}"
     r"(?:annual|annually|yearly|year|annum|brut annuel|annuel|anual)|"
     r"jahresgehalt|annual amount|ctc", "offer.salary | yearly"),
    (rf"(?:(?:{_OF_PAY}) )*(?:monthly|month|mensuel|mensual) {_PAY_PHRASE}|"
     rf"{_PAY_PHRASE} {_EACH}(?:monthly|month|mensuel|mensual)|monatsgehalt",
     'offer.salary | per("month")'),
    (rf"(?:(?:{_OF_PAY}) )*(?:hourly|hour) {_PAY_PHRASE}|"
     rf"{_PAY_PHRASE} {_EACH}(?:hourly|hour)|stundenlohn",
     'offer.salary | per("hour")'),
    (rf"(?:(?:{_OF_PAY}) )*(?:biweekly|weekly|week) {_PAY_PHRASE}|{_PAY_PHRASE} {_EACH}week",
     'offer.salary | per("week")'),
    (rf"{_PAY_PHRASE}(?: amount| offered| offer| brut[oa]?| brutto)?", "offer.salary"),
    (rf"(?:{_OF_END} )*(?:{_ENDS}){_TO_END}|"
     rf"(?:{_DAY}) (?:of |de |d |the |la )*(?:{_OF_END} )*(?:{_ENDS}){_TO_END}|"
     rf"(?:(?:{_OF_OFFER}) )*(?:{_ANSWER}|sign|return) (?:it )?(?:by|due|before)(?: (?:{_DAY}))?|"
     rf"(?:(?:{_OF_OFFER}) )*(?:is )?(?:valid |open |good )?(?:until|till)(?: (?:{_DAY}))?|"
     rf"(?:(?:{_OF_OFFER}) )*valid(?: (?:through|to))?(?: (?:{_DAY}))?|"
     rf"(?:{_OF_OFFER}) clos(?:e|es|ing)(?: (?:{_DAY}))?|gultig bis", "offer.expiry_date"),
    (rf"(?:(?:{_OF_START}) )*(?:{_STARTS})(?: (?:{_OF_WORK}))* (?:{_DAY})"
     rf"(?: (?:{_OF_WORK}))*|"
     rf"(?:{_DAY}) (?:of |de |d )?(?:{_STARTS})(?: (?:{_OF_WORK}))*|"
     r"start|starts|starts at|joining|eintritt|eintrittsdatum|arbeitsbeginn|beginn|fecha de inicio|"
     r"commencement|"
     rf"(?:(?:{_OF_START}) )*first (?:working |work )?day(?: (?:{_OF_WORK}))*",
     "offer.start_date"),
    (r"today|todays? date|today s date|current date|letter date|offer date|date of (?:the )?"
     r"(?:letter|offer|today)|offer letter date|offer created at|sent date|heute|aujourd hui|hoy",
     "today"),
    (r"greeting line", '"Dear " ~ candidate.first_name ~ ","'),
    (r"address block", "candidate.name"),
    (rf"(?:(?:{_WHO}|your|legal) )*(?:{_FIRST})(?: name)?", "candidate.first_name"),
    (rf"(?:(?:{_WHO}|your|legal|mr|ms|herr|frau) )*(?:{_LAST})(?: name)?", "candidate.last_name"),
    (r"(?:(?:job|position|role|employment|offered?|new|official|posting|the|post) )*"
     r"(?:title|position|role|post|job name|job|posting|designation)(?: name| title)?|stelle|"
     r"stellenbezeichnung|position(?: titel)?|poste|intitule du poste|puesto|cargo|funktion",
     "job.title"),
    (r"(?:the |our )?(?:company|employer|organi[sz]ation|corporation|business|entity|firma|"
     r"unternehmen|arbeitgeber|gesellschaft|entreprise|societe|employeur|empresa|legal entity)"
     r"(?: legal)?(?: name| entity)?|account name", "company.name"),
    (rf"(?:name of (?:the )?)?(?:{_WHO})(?: s)?(?: full| legal)?(?: name)?|(?:full |legal |your |"
     r"complete )*name|name und vorname|vollstandiger name|nom(?: complet)?|nombre(?: completo)?",
     "candidate.name"),
)  # fmt: skip
