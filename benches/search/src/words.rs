//! The words that invented corpora are made of: frequent ones as they are, rare ones put together from parts.

/// English words that stand everywhere, the most frequent first.
pub const ENGLISH: &str = "the of and to in a that is for on was with as by it at from he his are be an this have not has they which were their had but its been who will or one all also more we said would about after two new up there when out than into over can other some if she no what her most him could people so them during many made first only may our such where time then years these between any do against under while before must through being both should because since those you each well year same how still including government three state part world down law made work group public international report country national members right use president council city human court day several political however among last way case member party system minister military forces security another long against order high four without support war held never general local own office until rights called end late early now home number set area place women back children police life company based area economic development policy very social within following later major prison history families family become water school university family health power media election village region office foreign letter charter treaty road river bridge station market farm garden teacher doctor student worker engineer farmer soldier writer poet painter driver builder trial lawyer judge witness sentence appeal verdict evidence arrest protest strike vote ballot budget export import factory harvest drought flood storm winter summer spring autumn morning evening";

/// Persian words that stand everywhere, the most frequent first.
pub const PERSIAN: &str = "و در به از که این را با است آن برای یک خود تا بر هم نیز شد بود می‌شود شده او ما آنها اما یا کرد باید هر دو اگر همه پس شود کند دارد گفت بین پیش بی چه من دیگر پیدا کنند سال مردم چند همین هیچ بعد کار زیر دولت کشور جهان قانون مجلس حقوق بشر رئیس‌جمهور وزیر شورای شهر گروه گزارش ملی عمومی بین‌المللی سازمان نیروهای امنیتی سیاسی اقتصادی اجتماعی زنان مردان کودکان خانواده‌ها زندان دادگاه قاضی شاهد حکم پرونده وکیل بازداشت اعتراض اعتصاب رأی انتخابات بودجه صادرات واردات کارخانه برداشت خشکسالی سیل توفان زمستان تابستان بهار پاییز صبح عصر خانه مدرسه دانشگاه بیمارستان خیابان رودخانه پل ایستگاه بازار مزرعه باغ معلم پزشک دانشجو کارگر مهندس کشاورز سرباز نویسنده شاعر نقاش راننده سازنده نامه منشور پیمان جاده آب برق گاز نفت هوا زمین آسمان دریا کوه جنگل بیابان روستا استان منطقه مرز شمال جنوب شرق غرب امروز دیروز فردا هفته ماه روز شب ساعت دقیقه زمان تاریخ زندگی مرگ جنگ صلح آزادی عدالت برابری حق وظیفه مسئولیت همکاری توافق گفت‌وگو نشست سفر دیدار پیام خبر رسانه روزنامه کتاب صفحه داستان شعر موسیقی فیلم هنر فرهنگ زبان واژه ترجمه نام عنوان معنا پرسش پاسخ آغاز پایان نخست دوم سوم آخرین بزرگ کوچک تازه کهنه بلند کوتاه گرم سرد سخت آسان";

/// English beginnings, middles and ends of words that are made up.
pub const ENGLISH_PARTS: [&[&str]; 3] = [
    &[
        "bar", "bel", "cor", "dan", "der", "fal", "fen", "gar", "hal", "har", "kel", "lan", "mar", "mil",
        "nor", "pel", "ram", "sal", "ster", "tor", "vin", "wal", "win", "bran", "cal", "dor", "el", "for",
        "gil", "jor",
    ],
    &[
        "", "a", "ber", "den", "e", "fi", "i", "ka", "li", "ma", "ne", "o", "ra", "ri", "so", "ta", "ti",
        "u", "ver", "lo",
    ],
    &[
        "", "s", "ed", "ing", "er", "ly", "ness", "ton", "ford", "ley", "son", "man", "ment", "ism", "able",
        "field", "wick", "shire", "ian", "ist",
    ],
];

/// The same for Persian.
pub const PERSIAN_PARTS: [&[&str]; 3] = [
    &[
        "بار", "پار", "تار", "جام", "چال", "خان", "دار", "راد", "زاد", "سار", "شاه", "فر", "کام", "گل",
        "لاله", "مهر", "نیک", "هور", "یاد", "بهار", "پیر", "تیر", "دل", "روز", "سپهر", "شب", "کار", "گیل",
        "ماه", "نو",
    ],
    &[
        "", "آ", "ان", "بان", "دا", "را", "زا", "سا", "شا", "کا", "لا", "ما", "نا", "وا", "ی", "و", "ستا",
        "یا", "ه‌", "ها",
    ],
    &[
        "", "ها", "های", "ی", "ان", "گاه", "ستان", "آباد", "پور", "زاده", "نژاد", "گر", "مند", "وار", "ترین",
        "تر", "شان", "مان", "اش", "نیا",
    ],
];
