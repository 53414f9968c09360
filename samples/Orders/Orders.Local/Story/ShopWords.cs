namespace Orders.Local.Story;

/// <summary>The vocabulary of the story.</summary>
internal static class ShopWords
{
    public static readonly Country[] Countries =
    [
        new("DE", "EUR", 2, 1m, ("Köln", "50667", "Hohe Straße 12"), ("Leipzig", "04109", "Grimmaische Straße 3"), ("München", "80331", "Sendlinger Str. 8")),
        new("FR", "EUR", 2, 1m, ("Besançon", "25000", "12 bis, rue de l'Orme de Chamars"), ("Lyon", "69002", "4 place Bellecour")),
        new("GB", "GBP", 2, 0.86m, ("Leeds", "LS1 4DY", "7 Park Row"), ("Ynys Môn", "LL58 8AP", "2 Stryd y Castell")),
        new("US", "USD", 2, 1.09m, ("Portland, OR", "97205", "1022 SW Salmon St #4"), ("Cañon City, CO", "81212", "310 Main St")),
        new("JP", "JPY", 0, 163m, ("京都市", "604-8005", "中京区恵比須町 427"), ("札幌市", "060-0042", "中央区大通西 3")),
        new("SE", "SEK", 2, 11.2m, ("Malmö", "211 22", "Södra Förstadsgatan 5"), ("Åre", "837 52", "Årevägen 80")),
        new("PL", "PLN", 2, 4.3m, ("Łódź", "90-001", "ul. Piotrkowska 104"), ("Kraków", "31-007", "ul. Gołębia 24")),
        new("KW", "KWD", 3, 0.335m, ("الكويت", "13001", "شارع فهد السالم")),
        new("IN", "INR", 2, 90.5m, ("मुंबई", "400001", "डॉ. डी. एन. रोड 19")),
    ];

    public static readonly string[] Names =
    [
        "Zoë Müller", "佐藤 陽菜", "Łukasz Żółkiewski", "Αθηνά Παπαδοπούλου", "Jean-Loup d'Ussel", "Siobhán O'Brien", "Ólafur Þórsson", "Nguyễn Thị Ánh",
        "محمد الأحمد", "Anna Virtanen", "İpek Yıldız", "François Lefèvre", "Елена Соколова", "प्रिया शर्मा", "Ñandú Peralta", "Bjørn Ødegård", "王 小明",
        "Fox & Sons \"Outfitters\"", "Ana-Maria Ionescu", "Kateřina Dvořáková", "Tāne Ngāta", "Mary Ann Smith", "ישראל כהן", "Chloë 🦊 Fox", "김 지우",
        "Rosa Núñez", "José Ångström", "Ada <ada@example.org>", "Mohamed Ben Salah", "Þórdís Jónsdóttir", "X Æ", "Louis\tTabb", "Weiß GmbH & Co. KG", "Gwenllïan ap Rhys",
    ];

    public static readonly (string Title, decimal Price)[] Products =
    [
        ("Trail shoe \"Vår\"", 119.00m), ("Rain jacket, storm blue", 189.90m), ("Merino socks (3 pairs)", 34.50m), ("Enamel mug 0.35 l", 14.95m),
        ("Headlamp 400 lm", 59.00m), ("Tent for two, 1.9 kg", 449.00m), ("Sleeping mat R=4.2", 129.95m), ("Steel flask 750 ml", 39.00m), ("Titanium spork", 11.00m),
        ("Down vest", 159.00m), ("Trekking poles, pair", 89.00m), ("Dry bag 20 l", 27.50m), ("First-aid kit", 44.00m), ("Gas stove", 52.00m), ("Map: Jämtlandsfjällen 1:100 000", 18.00m),
        ("Compass", 36.00m), ("Rope 9.8 mm × 60 m", 174.00m), ("Climbing shoe", 134.00m), ("Chalk ball", 6.50m), ("Helmet", 64.90m), ("Wool hat", 29.00m), ("Gloves", 49.00m),
        ("Bike light set", 42.00m), ("Folding saw", 33.00m), ("Hammock", 79.00m), ("Mosquito net", 24.00m), ("Solar panel 21 W", 99.00m), ("Power bank 20 Ah", 69.00m),
        ("Field notes", 12.00m), ("Repair tape", 8.90m),
    ];

    public static readonly string[] Tags = ["gift", "express", "fragile", "vip", "insured", "weekend", "no-signature", "preorder", "b2b", "smörgås"];

    public static readonly string[] Preferences = ["language", "newsletter", "packaging", "contact", "size.shoe", "size.jacket", "dör klingelt [sic]", "$currency"];

    public static readonly string[] PreferenceValues = ["de", "fr", "日本語", "weekly", "never", "paper only", "mail", "phone, after 17:00", "43⅓", "L", "ja", "EUR"];

    public static readonly string[] Notes =
    [
        "Customer asks for delivery after 18:00.", "Parcel shop: please hold for a week.", "Damaged in transit, photo attached.", "Called, no answer. Try again tomorrow.",
        "Refund of shipping agreed.", "Engraving: \"für Mütterchen ❤\"", "Wrong size, will exchange.", "Line 1\nLine 2\n\ttabbed line 3", "VIP: put a card in.", "Signed by the neighbour.",
        "Address was mistyped; see ticket #4711.", "C:\\scans\\label.png", "客様から電話あり。折り返し必要。",
    ];

    public static readonly string[] Gifts = ["Happy birthday!", "Alles Gute 🎂", "С днём рождения", "with love — M.", "お誕生日おめでとう"];

    public static readonly string[] Staff = ["u-1", "u-2", "u-3", "u-4", "u-5", "u-7", "u-9", "u-12"];
}
