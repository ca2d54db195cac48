"""The columns of the list of offers as a person's configuration has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.settings import preferences, settings
from tui.app import OfferDesk
from tui.cli.command_line import main
from tui.screens.offers.home import OffersScreen
from tui.widgets import offer_table
from tui.widgets.offer_table import ChosenColumn


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's configuration."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("OFFERDESK_CONFIG", str(path))
    return path


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("candidate, pay:12", ""),
        ("", ""),
        (" , ", ""),
        ("candidat, pay", "there is no column candidat; did you mean candidate"),
        ("pay:wide", "the width of pay is a number from 4 to 60."),
        ("pay:3", "the width of pay is a number from 4 to 60."),
        ("pay:²", "the width of pay is a number from 4 to 60."),
    ],
)
def test_what_is_wrong_with_columns_is_named(config: Path, text: str, wrong: str) -> None:
    config.write_text(f'columns = "{text}"', "utf-8")
    preferences.load()
    assert offer_table.problem(text).startswith(wrong)
    assert bool(offer_table.problem(text)) == bool(wrong)
    assert (offer_table.usual() == offer_table.USUAL) == (not text.startswith("candidate"))


@pytest.mark.usefixtures("desk")
async def test_the_list_has_them_until_others_are_chosen(config: Path) -> None:
    config.write_text('columns = "status:14, candidate"')
    preferences.load()
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        home = app.screen
        assert isinstance(home, OffersScreen)
        assert [one.id for one in home.chosen_columns] == ["status", "candidate"]
        assert home.chosen_columns[0].width == 14
        home._columns_chosen(home.chosen_columns)
        assert settings.get("offer_columns") == []  # as the configuration has them
        home._columns_chosen((ChosenColumn("pay", 16),))
        await pilot.pause()
        assert settings.get("offer_columns") == [["pay", 16]]


def test_the_command_names_a_wrong_column_with_its_line(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text('dates = "iso"\ncolumns = "pay, exspiry"')
    assert main(["config"]) == 1
    assert "config.toml, line 2: there is no column exspiry; did you mean expiry" in (
        capsys.readouterr().err
    )
