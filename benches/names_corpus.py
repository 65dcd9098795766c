#!/usr/bin/env python3
"""Writes N pairs of news-like English and Persian lines with about N/5 distinct names, or N pairs made of given lines.

  benches/names_corpus.py N OUT                      invented: OUT.en, OUT.fa
  benches/names_corpus.py N OUT SOURCE.txt TARGET.txt  the lines of two files again and again, names' letters changed

Always the same text: the generator's seed is its own. The frequency of names falls as in real text (Zipf), and one
rendering in a hundred is spelled otherwise.
"""
import random
import re
import sys

PARTS = [  # English, Persian, and another Persian spelling
    ("Bar", "بار", "بر"), ("Del", "دل", "دل"), ("Kor", "کور", "کر"), ("Lan", "لان", "لن"), ("Mir", "میر", "میر"),
    ("Nov", "نوو", "نو"), ("Pol", "پول", "پل"), ("Ras", "راس", "رس"), ("Sed", "سد", "سد"), ("Tam", "تام", "تم"),
    ("Vik", "ویک", "ویک"), ("Zor", "زور", "زر"), ("Gil", "گیل", "گیل"), ("Han", "هان", "هن"), ("Jul", "ژول", "جول"),
    ("Fer", "فر", "فر"), ("Bel", "بل", "بل"), ("Dor", "دور", "در"), ("Man", "مان", "من"), ("Sar", "سار", "سر"),
]
MIDDLES = [("a", "ا"), ("e", ""), ("i", "ی"), ("o", "و"), ("u", "و"), ("ani", "انی"), ("eli", "لی"), ("ori", "وری"),
           ("ado", "ادو"), ("ima", "یما")]
ENDS = [("n", "ن"), ("r", "ر"), ("v", "و"), ("ska", "سکا"), ("nov", "نوف"), ("ton", "تون"), ("man", "من"),
        ("ri", "ری"), ("lin", "لین"), ("sen", "سن"), ("do", "دو"), ("ga", "گا"), ("mi", "می"), ("ba", "با")]
SEEDS = [
    ("The governor said on {day} that {a} had met {b} in {c} to talk about {topic}.",
     "استاندار روز {day} گفت که {a} در {c} با {b} دربارهٔ {topic} گفت‌وگو کرده است."),
    ("{a}, who lives in {c}, told reporters that {topic} was the first question for {num} families.",
     "{a} که در {c} زندگی می‌کند به خبرنگاران گفت که {topic} نخستین پرسش {num} خانواده است."),
    ("According to {b}, the court in {c} will hear the case against {a} next {day}.",
     "به گفتهٔ {b}، دادگاه {c} {day} آینده به پروندهٔ {a} رسیدگی خواهد کرد."),
    ("Nobody in {c} had expected {a} to win, but {num} people voted for {topic}.",
     "هیچ‌کس در {c} انتظار پیروزی {a} را نداشت، اما {num} نفر به {topic} رأی دادند."),
    ("The teacher {a} wrote {num} letters about {topic} before the strike in {c} ended.",
     "{a} آموزگار پیش از پایان اعتصاب در {c} {num} نامه دربارهٔ {topic} نوشت."),
    ("After the flood of {day}, farmers near {c} asked {b} for help with {topic}.",
     "پس از سیل {day} کشاورزان نزدیک {c} از {b} برای {topic} کمک خواستند."),
    ("\"We need {topic},\" said {a} when the bridge at {c} was opened.",
     "{a} هنگام گشایش پل {c} گفت: «ما به {topic} نیاز داریم.»"),
    ("Prime Minister {b} travelled to {c} with {num} engineers and spoke of {topic}.",
     "{b} نخست‌وزیر با {num} مهندس به {c} سفر کرد و از {topic} سخن گفت."),
    ("The report by {a} names {num} villages around {c} where {topic} is still a dream.",
     "گزارش {a} از {num} روستا در اطراف {c} نام می‌برد که در آن‌ها {topic} هنوز رؤیاست."),
    ("Last {day} the writer {a} left {c}; her book on {topic} had sold {num} copies.",
     "{day} گذشته {a} نویسنده {c} را ترک کرد؛ از کتاب او دربارهٔ {topic} {num} نسخه فروخته شده بود."),
]
DAYS = [("Monday", "دوشنبه"), ("Tuesday", "سه‌شنبه"), ("Wednesday", "چهارشنبه"), ("Thursday", "پنجشنبه"),
        ("Saturday", "شنبه"), ("Sunday", "یکشنبه")]
ADJECTIVES = [("clean", "پاک"), ("new", "تازه"), ("cheap", "ارزان"), ("safe", "ایمن"), ("local", "محلی"),
              ("public", "عمومی"), ("free", "رایگان"), ("better", "بهتر"), ("old", "قدیمی"), ("strong", "نیرومند")]
THINGS = [("water", "آب"), ("schools", "مدرسه‌های"), ("bread", "نان"), ("roads", "جاده‌های"), ("hospitals", "بیمارستان‌های"),
          ("work", "کار"), ("housing", "خانه‌های"), ("trains", "قطارهای"), ("markets", "بازارهای"), ("books", "کتاب‌های"),
          ("energy", "انرژی"), ("elections", "انتخابات"), ("gardens", "باغ‌های"), ("bridges", "پل‌های")]


def name(number):
    """The name of a rank: the same parts on both sides."""
    first, rest = PARTS[number % 20], number // 20
    middle, rest = MIDDLES[rest % 10], rest // 10
    end, rest = ENDS[rest % 14], rest // 14
    more = ("", "")
    while rest:
        part, rest = PARTS[rest % 20], rest // 20
        more = (more[0] + part[0].lower(), more[1] + part[1])
    return (first[0] + middle[0] + more[0] + end[0], first[1] + middle[1] + more[1] + end[1],
            first[2] + middle[1] + more[1] + end[1])


def invented(count, rng):
    """Pairs of lines from the seeds."""
    distinct = max(count // 4, 50)
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    for _ in range(count):
        source, target = rng.choice(SEEDS)
        # log-uniform ranks are Zipf's law; a third is drawn evenly, so that rare names stand too
        ranks = [int(distinct ** rng.random()) - 1 if rng.random() < 0.66 else rng.randrange(distinct) for _ in range(3)]
        names = [name(r * 7 + k) for k, r in enumerate(ranks)]
        shown = [n[2] if rng.random() < 0.01 else n[1] for n in names]
        day, adjective, thing = rng.choice(DAYS), rng.choice(ADJECTIVES), rng.choice(THINGS)
        number = str(rng.randrange(12, 990))
        yield (
            source.format(a=names[0][0], b=names[1][0], c=names[2][0], day=day[0], num=number,
                          topic=f"{adjective[0]} {thing[0]}"),
            target.format(a=shown[0], b=shown[1], c=shown[2], day=day[1], num=number.translate(digits),
                          topic=f"{thing[1]} {adjective[1]}"))


def repeated(count, rng, source, target):
    """Pairs of lines from two files; from the second round on a capitalised word gets the beginning of an invented name."""
    pairs = [p for p in zip(open(source, encoding="utf-8").read().splitlines(),
                            open(target, encoding="utf-8").read().splitlines())]
    for i in range(count):
        left, right = pairs[i % len(pairs)]
        words = [m for m in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{3,}", left)]
        if i >= len(pairs) and words:
            at = rng.choice(words)
            english, persian, _ = name(int((count // 5) ** rng.random()) * 7)
            left = f"{left[:at.start()]}{english} {left[at.start():]}"
            place = right.find(" ", len(right) * at.start() // max(len(left), 1))
            right = f"{right[:place]} {persian}{right[place:]}" if place > 0 else f"{right} {persian}"
        yield left, right


def main():
    count, out = int(sys.argv[1]), sys.argv[2]
    rng = random.Random(41)
    pairs = repeated(count, rng, *sys.argv[3:5]) if len(sys.argv) > 4 else invented(count, rng)
    with open(out + ".en", "w", encoding="utf-8") as left, open(out + ".fa", "w", encoding="utf-8") as right:
        for source, target in pairs:
            left.write(source + "\n")
            right.write(target + "\n")


main()
