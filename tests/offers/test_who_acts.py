"""Who acts: the person says what they are called; the login of the computer is no name."""

from pathlib import Path

import pytest
from support import making

from data.errors import Invalid
from data.offers import offer_letters, offers, status_changes
from data.people import users
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.settings_form import settings_form
from data.storage.database import transaction
from data.storage.models import User
from data.templates import templates
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")
LOGIN = "zz9login"


@pytest.fixture(autouse=True)
def _login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", LOGIN)
    users._login.cache_clear()


def _say(**entered: str) -> None:
    settings_form.save(settings_form.current().changed(**entered))


def _by_template() -> OfferRecord:
    settings.put("company_name", "Falkland Glass")
    return making.a_ready_offer(
        letter_html=None, template_id=templates.all_templates("offer")[0].id
    )


def _everything(offer: OfferRecord) -> str:
    now = offers.get(offer.id)
    return f"{now}{offer_letters.preview(now).html}"


def test_the_login_stands_in_no_history_and_no_letter() -> None:
    offer = _by_template()
    making.force(offer, Status.SENT)
    assert LOGIN not in _everything(offer)


def test_a_user_that_an_older_desk_called_like_the_login_has_no_name() -> None:
    with transaction():
        User.create(first_name=LOGIN, created_at="2026-01-01T00:00:00Z")
    assert LOGIN not in _everything(_by_template())
    _say(own_name=LOGIN)
    assert users.get(1).name == LOGIN


def test_what_one_is_called_stands_in_the_history_from_then_on() -> None:
    offer = making.a_ready_offer()
    _say(own_name="Ada van Loon", own_email="ada@example.com")
    assert {event.actor for event in offers.get(offer.id).events} == {"Ada van Loon"}
    assert users.get(users.current().user_id).email == "ada@example.com"


def test_settings_that_say_nothing_of_it_leave_the_name_of_the_first_user() -> None:
    users.create("Ines", "Valad", "ines@example.com")
    _say(company_name="Falkland Glass")
    assert users.get(users.current().user_id).name == "Ines Valad"


def test_somebody_has_to_sign_the_letter() -> None:
    offer = _by_template()
    with pytest.raises(Invalid, match="Signatory is not set; set it in the settings") as refused:
        making.move(offer, Status.SENT)
    assert making.problems(refused.value) == {"signatory_name"}
    _say(own_name="Ada Brandt", own_title="Recruiter")
    assert status_changes.options(offer.id).options[0].missing == ()
    assert "Ada Brandt<br>Recruiter<br>Falkland Glass" in offer_letters.preview(offer).html
    _say(signatory_name="Rui Costa", signatory_title="")
    assert "Rui Costa<br>Falkland Glass" in offer_letters.preview(offer).html


def test_a_letter_by_hand_says_itself_who_signs() -> None:
    assert making.sent().status is Status.SENT


def test_an_address_is_one() -> None:
    with pytest.raises(Invalid, match="an address such as"):
        _say(own_email="ada")


def test_one_is_asked_until_one_has_answered_or_said_who_signs(desk: Path) -> None:
    assert not settings.is_anybody_known()
    settings.put("own_asked", True)
    assert settings.is_anybody_known()
    settings.put("own_asked", False)
    _say(signatory_name="Rui Costa")
    assert settings.is_anybody_known()
