"""The plots of the demonstration desk: about forty offers, from drafts to decisions."""

from data.samples.cast import Plot, Step

_FULL = (
    ("signing_bonus", "3,000 EUR"),
    ("benefits", "Health plan; Bicycle; Home office"),
    ("pay_band", "62,000 - 78,000 EUR"),
    ("first_review", "+6m"),
    ("probation_period", "three months"),
    ("special_terms", "Two weeks a year from anywhere.\nMoving costs up to 2,000 EUR."),
    ("handbook", "https://heronbridge.example/handbook"),
    ("hiring_manager", "Grace Okafor <grace@heronbridge.example> #3"),
)
_BENEFITS = (("benefits", "Health plan; Commuter pass"),)
_NO_JOB_VALUES = (("employment_type", "Permanent"), ("vacation_days", "25"), ("remote", "yes"))

LETTER = (
    "<h1>Dear {name}</h1><p>We spoke on the telephone, and everything we said stands: the "
    "<strong>lead of our Lisbon bench</strong>, with a start when your notice ends.</p>"
    "<ul><li>71,500 EUR a year</li><li>25 days of vacation</li></ul>"
    "<p>Welcome aboard.<br>Inês Valadão</p>"
)
"""A letter that somebody wrote by hand."""

PLOTS: tuple[Plot, ...] = (
    # ------------------------------------------------ firmware: a range in EUR
    Plot("firmware", -118, "", (
        Step(-116, "send"), Step(-112, "pending"), Step(-109, "accept"),
    ), start=-70, seat=0, fields=_FULL, name="settled"),
    Plot("firmware", -64, "66,000", (
        Step(-63, "send"), Step(-60, "pending"), Step(-58, "pay", "69,500"), Step(-57, "send"),
        Step(-52, "pay", "71,500"), Step(-52, "send"), Step(-48, "decline", "Another offer",
        "Stays with the present employer, who matched the pay."),
    ), start=10, name="declined", fields=_BENEFITS),
    Plot("firmware", -20, "", (
        Step(-19, "pay", "74,000"), Step(-18, "send"), Step(-16, "pending"),
    ), like="declined", expiry=3, start=55, seat=1, name="again"),
    Plot("firmware", -9, "71,500", (
        Step(-8, "letter"), Step(-7, "send"), Step(-5, "pending"),
    ), start=63, expiry=11, name="awkward", fields=_FULL),
    Plot("firmware", -31, "77,000", (
        Step(-30, "send"), Step(-24, "pending"),
    ), start=20, expiry=-4, name="expired"),
    Plot("firmware", -6, "70,000", (Step(-5, "pay", "72,250"), Step(-3, "restore", "1")), start=48),
    Plot("firmware", -2, "", (), start=None),
    # ------------------------------------------------ robotics: a range in JPY
    Plot("robotics", -97, "9,600,000", (
        Step(-95, "send"), Step(-90, "accept"),
    ), start=-40, seat=0),
    Plot("robotics", -44, "9,200,000", (
        Step(-43, "send"), Step(-39, "start", "60"), Step(-38, "send"), Step(-36, "pending"),
        Step(-30, "decline", "Location", "Osaka is too far from the family."),
    ), start=30),
    Plot("robotics", -17, "10,100,000", (
        Step(-16, "send"), Step(-12, "pending"),
    ), start=70, expiry=5, seat=1, name="two"),
    Plot("robotics", -12, "8,800,000", (
        Step(-11, "send"), Step(-9, "pay", "9,150,000"), Step(-8, "send"),
    ), start=49, expiry=13),
    Plot("robotics", -10, "10,900,000", (Step(-9, "withdraw", "References"),), start=49),
    Plot("robotics", -1, "", ()),
    # ------------------------------------------------ mechanical: a range in USD
    Plot("mechanical", -83, "138,000", (
        Step(-82, "send"), Step(-78, "pending"), Step(-74, "accept open"),
    ), start=-30, seat=0, name="still open"),
    Plot("mechanical", -51, "145,000", (
        Step(-50, "send"), Step(-46, "pending"), Step(-41, "withdraw", "No answer",
        "Three calls and two messages."),
    ), start=10, name="silent"),
    Plot("mechanical", -26, "", (
        Step(-25, "send"), Step(-22, "pending"), Step(-21, "pay", "146,500"), Step(-20, "send"),
        Step(-19, "pending"),
    ), start=40, expiry=8, seat=1, fields=(("signing_bonus", "12,500 USD"), *_BENEFITS)),
    Plot("mechanical", -14, "149,000", (
        Step(-13, "send"), Step(-11, "correct", "52"),
    ), start=45, expiry=6, name="corrected"),
    Plot("mechanical", -4, "151,000", (), start=66, acts_for=1),
    # ------------------------------------------------ interns: a fixed hourly pay in USD
    Plot("intern", -74, "", (Step(-73, "send"), Step(-70, "accept")), start=-20, seat=0),
    Plot("intern", -72, "", (
        Step(-71, "send"), Step(-66, "decline", "Timing", "Examinations until July."),
    ), start=-20),
    Plot("intern", -23, "", (Step(-22, "send"), Step(-19, "accept")), start=35, seat=1),
    Plot("intern", -13, "29.00", (Step(-12, "send"), Step(-7, "pending")), start=42, expiry=1),
    Plot("intern", -8, "", (Step(-7, "send"),), start=42, expiry=12),
    Plot("intern", -3, "", (), start=42, seat=2),
    # ------------------------------------------------ warehouse: a fixed pay in EUR
    Plot("warehouse", -90, "", (
        Step(-89, "send"), Step(-85, "pending"), Step(-80, "decline", "Pay"),
    ), start=-30),
    Plot("warehouse", -77, "61,000", (
        Step(-76, "send"), Step(-71, "pending"), Step(-69, "pay", "62,500"), Step(-68, "send"),
        Step(-65, "accept"), Step(-64, "close"),
    ), start=-10, seat=0, fields=_BENEFITS),
    Plot("warehouse", -70, "", (Step(-64, "withdraw", "Position filled"),), start=-10),
    # ------------------------------------------------ service: a fixed monthly pay in JPY
    Plot("service", -58, "", (
        Step(-57, "send"), Step(-55, "pending"), Step(-53, "undo"), Step(-50, "accept"),
    ), start=-5, seat=0),
    Plot("service", -33, "398,000", (
        Step(-32, "send"), Step(-28, "pay", "420,000"), Step(-27, "send"), Step(-25, "pending"),
        Step(-21, "accept"),
    ), start=15, name="mover"),
    Plot("service", -15, "", (
        Step(-14, "send"), Step(-10, "pending"),
    ), like="two", start=70, expiry=9, seat=1),
    Plot("service", -11, "405,000", (
        Step(-6, "force", "accepted", "Signed on paper at the trade fair in Nagoya."),
    ), start=30, seat=2, name="forced"),
    Plot("service", -5, "", (), start=50),
    # ------------------------------------------------ sales: a range in USD
    Plot("sales", -66, "92,000", (
        Step(-65, "send"), Step(-62, "pending"), Step(-57, "withdraw", "Position cancelled"),
    ), start=-5),
    Plot("sales", -29, "98,500", (
        Step(-28, "send"), Step(-26, "pending"), Step(-24, "accept"),
    ), start=28, seat=0, acts_for=1, fields=(("signing_bonus", "5,000 USD"),)),
    Plot("sales", -18, "", (
        Step(-17, "send"), Step(-13, "decline", "Personal reasons"),
    ), start=28),
    Plot("sales", -12, "104,000", (
        Step(-11, "pay", "106,000"), Step(-10, "send"), Step(-4, "pending"),
    ), start=56, expiry=10, seat=1),
    Plot("sales", -1, "", (), start=None),
    # ------------------------------------------------ people: nothing said about pay
    Plot("people", -37, "54,000", (
        Step(-36, "send"), Step(-31, "decline", "Pay"),
    ), start=20, fields=_NO_JOB_VALUES, currency="EUR", frequency="yearly"),
    Plot("people", -16, "57,500", (
        Step(-15, "send"), Step(-9, "pending"),
    ), start=50, expiry=7, seat=0, fields=_NO_JOB_VALUES, currency="EUR", frequency="yearly"),
    Plot("people", -7, "", (Step(-6, "read", "Around $100k"),), start=50, name="read"),
    Plot("people", 0, "", (), start=None),
)  # fmt: skip
"""Every plot follows the rules of the desk; what breaks one of them is forced and says why."""
