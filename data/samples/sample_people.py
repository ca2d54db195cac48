"""Made-up people: names from many cultures, addresses and numbers that belong to nobody."""

from random import Random
from typing import NamedTuple

from data.values.text import folded


class Person(NamedTuple):
    """A person nobody is."""

    first_name: str
    last_name: str
    email: str
    phone: str


_CULTURES: tuple[tuple[str, str], ...] = (
    (
        "Alice Amelia Ann Anna Benjamin Charlotte Daniel Edward Eleanor George Grace Harriet Henry"
        " Isla Jack James Josephine Leo Lucy Mary-Ann Oliver Rose Samuel Thomas Violet William",
        "Adams Ashworth Barker Bennett Brooks Carter Clarke Collins Davies Ellis Fletcher Foster"
        " Gray Harper Hughes Kerr Lloyd Marsh Morgan Newton Palmer Reed Shaw Turner Ward Young",
    ),
    (
        "Aoife Brendan Cian Ciarán Eoin Gráinne Niamh Oisín Órla Róisín Saoirse Seán Síle Úna",
        "Byrne Daly Doyle Fitzgerald Gallagher Kelly Nolan O'Brien O'Connor O'Neill O'Sullivan",
    ),
    (
        "Adèle Amélie Anaïs Benoît Camille Chloé Clément Étienne Félix Gaëlle Hélène Jean-Luc"
        " Léa Loïc Margaux Mathéo Noémie Océane Raphaël Rémi Sébastien Théo Zoé",
        "Aubert Bélanger Blanchard Chevalier Delacroix Duchêne Fontaine Garnier Giraud Lefèvre"
        " Lemaître Marchand Moreau Pélissier Renaud Rousseau Saint-Pierre Thévenot Vasseur",
    ),
    (
        "Anja Annika Björn Birgit Dietrich Friederike Günter Hannes Jörg Jürgen Katrin Klaus"
        " Lieselotte Lukas Maximilian Ottilie Sabine Sören Thorsten Ulrike Wolfgang",
        "Bäcker Brandt Fischer Groß Hartmann Jäger Kästner Köhler Krüger Lindemann Löwe Müller"
        " Neumann Richter Schäfer Schröder Strauß Vogel Weiß Zimmermann",
    ),
    (
        "Alejandra Álvaro Andrés Beatriz Begoña Carlos Concepción Diego Elena Fernando Gonzalo"
        " Inés Íñigo Joaquín Lucía Mónica Nicolás Nuria Raúl Sofía Tomás Verónica Ximena",
        "Álvarez Castaño Delgado Domínguez Espinosa Fernández García-Mora Gómez Guzmán Herrera"
        " Ibáñez Jiménez Muñoz Núñez Ortega Peña Quiñones Ríos Sánchez Vázquez Yáñez Zúñiga",
    ),
    (
        "Afonso Ana António Beatriz Conceição Duarte Filipa Gonçalo Inês João José Leonor Luís"
        " Mafalda Margarida Nuno Rui Simão Tiago Vitória",
        "Almeida Araújo Assunção Brandão Carvalho Conceição Falcão Gouveia Guimarães Lourenço"
        " Magalhães Melo Nóbrega Pacheco Queirós Simões Teixeira Valadão",
    ),
    (
        "Agnieszka Andrzej Bożena Dorota Elżbieta Grzegorz Jędrzej Kasia Łucja Łukasz Małgorzata"
        " Marek Paweł Róża Stanisław Tomasz Wojciech Zofia Żaneta",
        "Bąk Dąbek Gołąb Jędrzejczak Kaźmierczak Kowalczyk Król Łuczak Maślanka Nowak Piątek"
        " Sikora Stępień Śliwa Wójcik Wróbel Zając Żak",
    ),
    (
        "Åsa Astrid Bjørn Britt Elin Freja Göran Håkon Ingrid Jens Kåre Lærke Linnéa Magnus Maja"
        " Nils Øystein Pål Signe Solveig Søren Torbjörn Ylva Þóra",
        "Åkesson Andersen Berglund Björk Dahl Engström Fjeldstad Hansen Håkansson Briem"
        " Kjær Lindqvist Møller Nygård Ødegaard Rasmussen Sandström Sørensen Vågen",
    ),
    (
        "Ágnes Balázs Boglárka Csaba Dávid Enikő Ferenc György Ildikó István László Márta Örs"
        " Réka Szabolcs Zsófia",
        "Balogh Csányi Dévényi Erdős Fülöp Győri Horváth Jókai Kőszegi Lőrincz Nagy Ördög Szűcs"
        " Tóth Vörös",
    ),
    (
        "Bohumil Božena Dalibor Eliška Jiří Kateřina Ľubomír Ľudmila Markéta Matěj Ondřej Přemysl"
        " Růžena Šárka Tereza Vojtěch Žofia",
        "Dolejší Hořejší Janků Jirků Kočí Krejčí Martinů Matějů Pavlů Petrů Šebestů Tichých",
    ),
    (
        "Aylin Ayşe Barış Can Çağla Deniz Elif Emre Gökhan Güneş İpek Kerem Melis Oğuz Ömer Özge"
        " Selin Şebnem Tuğçe Yiğit",
        "Akıncı Aydın Bozkurt Çelik Demir Doğan Erdoğdu Güler Karaca Kılıç Öztürk Polat Şahin"
        " Taşkın Uçar Yıldız",
    ),
    (
        "Andreea Bogdan Cătălin Crăița Doina Ilinca Ionuț Măriuca Mihnea Răzvan Ruxandra Ștefan"
        " Teodora Țvetana Vlad",
        "Bălan Ciobanu Dinu Enăchescu Gheorghiu Ionescu Lupu Moldoveanu Munteanu Pătrașcu"
        " Rădulescu Stănescu Șerban Țăranu Văcărescu",
    ),
    (
        "Alessandra Andrea Beatrice Chiara Davide Elena Fabrizio Ginevra Giosuè Lorenzo Ludovica"
        " Matteo Niccolò Ottavia Pietro Serena Ugo",
        "Abbà Bellini Caruso D'Angelo De Luca Dell'Acqua Ferraro Galli Lo Presti Mancini Moretti"
        " Nicolò Pagani Ricciardi Santoro Vitale Zanetti",
    ),
    (
        "Aarav Aditi Ananya Arjun Deepika Farhan Gayatri Ishaan Kavya Lakshmi Meera Nikhil Padma"
        " Pranav Priya Rohan Saanvi Shreya Tanvi Vikram",
        "Agarwal Bhattacharya Chakraborty Deshpande Gupta Iyer Joshi Kapoor Krishnan Menon Mishra"
        " Nair Patel Rao Reddy Sharma Srinivasan Subramaniam Venkataraman",
    ),
    (
        "Abena Adaeze Akua Amara Ayodele Chidi Chioma Ebele Femi Folasade Kofi Kwame Ngozi Nkechi"
        " Obinna Olúwaseun Tèmítọ́pẹ́ Uche Yewándé Zola",
        "Abiola Acheampong Adebayo Adéyẹmí Asante Balogun Boateng Chukwu Diallo Eze Iheanacho"
        " Mensah Nkrumah Nwosu Okafor Okonkwo Osei Owusu Traoré",
    ),
    (
        "Amir Aziz Dina Farida Hassan Huda Idris Jamila Karim Laila Mahmoud Nadia Omar Rania Salma"
        " Samir Tariq Yasmin Youssef Zaynab",
        "Abdallah Al-Farsi Aziz Bakri Ben-Salah El-Amin El-Sayed Habib Haddad Hamdan Kassem Khalil"
        " Mansour Najjar Nasser Rahman Saleh Sayegh",
    ),
    (
        "Asuka Chihiro Daichi Emiko Haruto Hiroshi Kaede Kenji Mei Misaki Naoki Ren Rin Sakura"
        " Shōta Takumi Yūki Yūto Yuriko",
        "Abe Aoki Fujimoto Hasegawa Inoue Itō Kobayashi Kondō Matsumoto Mori Nakamura Ōno Saitō"
        " Sasaki Satō Takahashi Tanaka Watanabe Yamaguchi",
    ),
    (
        "美咲 翔太 葵 健一 由美子 陽菜 大輔 直樹",
        "佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤",
    ),
    (
        "Bo Chen Fang Hui Jian Jing Jun Lan Lei Li Min Ming Na Ping Qing Rui Wei Xiao Xin Yan Ying",
        "Cai Chen Deng Fan Gao Guo Han He Huang Liang Lin Liu Lü Ma Pan Shen Song Sun Wang Wu Xu"
        " Zhang Zhao Zhou Zhu",
    ),
    (
        "Ji-ho Min-jun Seo-yeon Ha-eun Do-yun Soo-ah Ye-jin Hyun-woo Eun-ji Jae-won",
        "Ahn Bae Cho Choi Han Hwang Jang Jeong Kang Kim Kwon Lim Oh Park Seo Shin Song Yoon",
    ),
    (
        "Ánh Bảo Châu Dũng Đức Hạnh Hương Khánh Lan Linh Mai Minh Ngọc Phúc Quỳnh Thảo Trúc Tuấn",
        "Bùi Đặng Đinh Đỗ Dương Hoàng Huỳnh Lê Ngô Nguyễn Phạm Phan Trần Trịnh Võ Vũ",
    ),
    (
        "Алексей Галина Дарья Евгений Ирина Максим Наталья Олег Светлана Юлия",
        "Гончаренко Денисенко Зайченко Ковальчук Кравчук Морозенко Седых Черных Шевчук",
    ),
    (
        "Αλέξανδρος Ειρήνη Ελένη Γιώργος Κατερίνα Νίκος Σοφία Στέλιος",
        "Αντωνίου Βασιλείου Γεωργίου Δημητρίου Κωνσταντίνου Νικολάου Στεφάνου",
    ),
    ("ליאור נועה יעל איתן מיכל אורי", "כהן לוי מזרחי פרידמן אברהמי שחר"),
    ("ليلى يوسف سلمى كريم نادية عمر", "حداد منصور النجار العلي صالح خليل"),
)
"""First and last names by culture; everybody's first name fits their last."""

_WEIGHTS = (9, 3, 5, 6, 6, 4, 5, 5, 2, 2, 3, 2, 4, 8, 6, 5, 5, 1, 6, 3, 4, 1, 1, 1, 1)
_SPECIAL = str.maketrans("łøæœßđıþðŋ", "loaosditdn")
_FULL_LAST = {"De": "De Luca", "Luca": "De Luca", "Lo": "Lo Presti", "Presti": "Lo Presti"}


def names() -> tuple[tuple[str, str], ...]:
    """Pairs of a first and a last name, each culture as often as its weight says."""
    found: list[tuple[str, str]] = []
    for (firsts, lasts), weight in zip(_CULTURES, _WEIGHTS, strict=True):
        whole = dict.fromkeys(_FULL_LAST.get(last, last) for last in lasts.split())
        pairs = [(first, last) for last in whole for first in firsts.split()]
        found += _share(pairs, weight * 40)
    return tuple(found)


def _share(pairs: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    """So many pairs, spread evenly over all there are."""
    step = max(1, len(pairs) // count)
    chosen = pairs[::step][:count]
    return (chosen * (count // len(chosen) + 1))[:count]


def mailbox(first_name: str, last_name: str) -> str:
    """The part of an address before the @: small ASCII letters, or `person` when there are none."""
    text = folded(f"{first_name}.{last_name}").translate(_SPECIAL)
    kept = "".join(sign for sign in text if sign == "." or (sign.isascii() and sign.isalnum()))
    return kept.strip(".") or "person"


def people(rng: Random, count: int) -> tuple[Person, ...]:
    """So many people without two of the same name, as long as there are names enough."""
    pairs = list(dict.fromkeys(names()))
    rng.shuffle(pairs)
    return tuple(
        Person(first, last, f"{_box(first, last, number)}@example.com", phone(rng))
        for number, (first, last) in enumerate(pairs[:count], 1)
    )


def _box(first_name: str, last_name: str, number: int) -> str:
    box = mailbox(first_name, last_name)
    return box if box != "person" else f"person{number}"


def phone(rng: Random) -> str:
    """A number from the ranges that are kept free for made-up people."""
    number = rng.randrange(1000)
    if rng.random() < 0.5:
        return f"+44 20 7946 0{number:03d}"
    return f"+1 (512) 555-0{100 + number % 100:03d}"
