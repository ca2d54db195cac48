"""What desks commonly call their custom fields, so that one letter fits the fields of many desks.

The keys are those that a desk makes of names in the languages of letters: "Kündigungsfrist" has the
key `kundigungsfrist`.
"""

COMMON: dict[str, tuple[str, ...]] = {
    "salutation": (
        *("salutation", "form_of_address", "honorific", "anrede", "civilite", "tratamiento"),
    ),
    "manager": (
        *("reports_to", "manager", "supervisor", "hiring_manager", "vorgesetzte", "vorgesetzter"),
        *("fuhrungskraft", "responsable", "superieur_hierarchique", "responsable_directo"),
    ),
    "employment_type": (
        *("employment_type", "contract_type", "time_type", "anstellungsart", "vertragsart"),
        *("type_de_contrat", "tipo_de_contrato"),
    ),
    "end_date": (
        *("end_date", "contract_end", "last_day", "enddatum", "vertragsende", "date_de_fin"),
        *("fecha_de_fin", "fecha_fin"),
    ),
    "duration": (
        *("duration", "contract_duration", "term", "vertragsdauer", "duree", "duree_du_contrat"),
        *("duracion",),
    ),
    "reason_for_term": (
        *("fixed_term_reason", "reason_for_term", "befristungsgrund", "sachgrund"),
        *("motif_de_recours", "motif", "causa"),
    ),
    "remote": (
        *("remote", "remote_work", "work_model", "way_of_working", "homeoffice"),
        *("mobiles_arbeiten", "teletravail", "teletrabajo"),
    ),
    "weekly_hours": (
        *("weekly_hours", "working_hours", "hours_per_week", "hours", "wochenstunden"),
        *("arbeitszeit", "heures_par_semaine", "duree_du_travail", "horas_semanales", "jornada"),
    ),
    "signing_bonus": (
        *("signing_bonus", "sign_on_bonus", "antrittspramie", "prime_de_bienvenue"),
        *("prime_d_arrivee", "prima_de_incorporacion"),
    ),
    "leave": (
        *("vacation_days", "annual_leave", "paid_leave", "holidays", "urlaubstage", "urlaub"),
        *("ferientage", "conges_payes", "conges", "vacaciones", "dias_de_vacaciones"),
    ),
    "relocation": (
        *("relocation", "relocation_support", "relocation_bonus", "umzugskosten"),
        *("frais_de_demenagement", "gastos_de_traslado"),
    ),
    "probation": (
        *("probation_period", "probation", "probation_months", "probezeit", "periode_d_essai"),
        *("periodo_de_prueba",),
    ),
    "notice": (
        *("notice_period", "notice", "kundigungsfrist", "preavis", "delai_de_preavis", "preaviso"),
        *("plazo_de_preaviso",),
    ),
    "first_review": ("first_review", "review_date"),
    "bonus": (
        *("annual_bonus", "target_bonus", "performance_bonus", "bonus", "zielbonus"),
        *("prime_annuelle", "prime_sur_objectifs", "bonus_anual"),
    ),
    "stock_options": (
        *("stock_options", "options", "equity_options", "aktienoptionen"),
        *("opciones_sobre_acciones",),
    ),
    "rsus": ("rsus", "restricted_stock_units"),
    "shares": ("shares", "aktien"),
    "equity": ("equity", "equity_grant"),
    "vesting": ("vesting", "vesting_schedule"),
    "benefits": (
        *("benefits", "perks", "zusatzleistungen", "avantages", "beneficios"),
    ),
    "handbook": ("handbook", "employee_handbook"),
    "special_terms": (
        *("special_terms", "additional_terms", "other_terms", "besondere_vereinbarungen"),
        *("conditions_particulieres", "condiciones_particulares"),
    ),
    "severance": (
        *("severance", "severance_pay", "abfindung", "indemnite_de_depart", "indemnizacion"),
    ),
    "exempt": ("flsa_status", "exempt", "flsa"),
    "collective_agreement": (
        *("collective_agreement", "tarifvertrag", "gav", "convention_collective"),
        *("convenio_colectivo", "convenio"),
    ),
    "grade": (
        *("qualification", "classification", "coefficient", "grupo_profesional", "entgeltgruppe"),
    ),
    "pension": ("pension", "pension_scheme", "pensionskasse", "altersvorsorge"),
    "sick_pay": ("sick_pay", "sickness_pay", "lohnfortzahlung"),
    "payments": ("salary_payments", "number_of_payments", "pagas", "monatslohne"),
}  # fmt: skip
"""The keys by what is meant, those that come first first."""


def called_alike(key: str) -> tuple[str, ...]:
    """The keys under which desks keep the same thing; none for a field of one's own."""
    return next((keys for keys in COMMON.values() if key in keys), ())
