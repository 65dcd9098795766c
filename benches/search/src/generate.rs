//! Invents a corpus: word frequencies, sentence lengths and repetitions are skewed as those of a real memory are.

use crate::words::{ENGLISH, ENGLISH_PARTS, PERSIAN, PERSIAN_PARTS};

/// A small generator of random numbers (SplitMix64): the same corpus everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// A language to write in.
pub struct Language {
    frequent: Vec<&'static str>,
    parts: [&'static [&'static str]; 3],
    stop: &'static str,
}

impl Language {
    pub fn english() -> Language {
        Language { frequent: ENGLISH.split(' ').collect(), parts: ENGLISH_PARTS, stop: "." }
    }

    pub fn persian() -> Language {
        Language { frequent: PERSIAN.split(' ').collect(), parts: PERSIAN_PARTS, stop: "." }
    }

    /// Writes the word of a rank in frequency; behind the frequent ones they are put together from parts.
    fn word(&self, rank: usize, out: &mut String) {
        if let Some(word) = self.frequent.get(rank) {
            return out.push_str(word);
        }
        let mut n = rank - self.frequent.len();
        for parts in self.parts {
            out.push_str(parts[n % parts.len()]);
            n /= parts.len();
        }
        // Rarer still: a second stem.
        if n > 0 {
            out.push_str(self.parts[0][n % self.parts[0].len()]);
            n /= self.parts[0].len();
            out.push_str(self.parts[1][n % self.parts[1].len()]);
        }
    }
}

/// Ranks of words and marks between them: what a sentence is in either language.
#[derive(Clone)]
pub enum Item {
    Word(usize),
    Number(u32),
    Comma,
}

/// A sentence of ranks, Zipf–Mandelbrot over 250,000 words.
pub fn sentence(random: &mut Random) -> Vec<Item> {
    // Lengths: log-normal about 17 words.
    let normal = (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
    let len = (17.0 * (0.55 * normal).exp()).round().clamp(1.0, 90.0) as usize;
    let mut items = Vec::with_capacity(len + 3);
    for at in 0..len {
        items.push(if random.below(40) == 0 {
            Item::Number(number(random))
        } else {
            Item::Word(rank(random))
        });
        if at > 2 && at + 2 < len && random.below(12) == 0 {
            items.push(Item::Comma);
        }
    }
    items
}

fn number(random: &mut Random) -> u32 {
    let top = [10, 100, 2030, 100_000][random.below(4)];
    random.below(top) as u32
}

pub fn rank(random: &mut Random) -> usize {
    // Inverse of the Zipf–Mandelbrot sum, exponent 1.07, shifted by 2.7.
    const WORDS: f64 = 250_000.0;
    let (shift, s) = (2.7f64, 1.07f64);
    let (a, b) = (shift.powf(1.0 - s), (WORDS + shift).powf(1.0 - s));
    let x = a + random.unit() * (b - a);
    ((x.powf(1.0 / (1.0 - s)) - shift) as usize).min(WORDS as usize - 1)
}

/// Writes a sentence out in a language.
pub fn spell(items: &[Item], language: &Language, random: &mut Random) -> String {
    let mut out = String::new();
    for item in items {
        match item {
            Item::Comma => {
                out.push_str(if language.stop == "." && language.frequent[0] == "the" { "," } else { "،" })
            }
            Item::Word(rank) => {
                space(&mut out);
                let at = out.len();
                language.word(*rank, &mut out);
                if at == 0 || random.below(25) == 0 {
                    let first = out[at..].chars().next().map(|c| c.to_uppercase().collect::<String>());
                    let len = out[at..].chars().next().map_or(0, char::len_utf8);
                    out.replace_range(at..at + len, &first.unwrap_or_default());
                }
            }
            Item::Number(n) => {
                space(&mut out);
                out.push_str(&n.to_string());
            }
        }
    }
    out.push_str(language.stop);
    out
}

fn space(out: &mut String) {
    if !out.is_empty() {
        out.push(' ');
    }
}

/// Edits a sentence: words replaced, left out, put in, moved.
pub fn edited(items: &[Item], edits: usize, random: &mut Random) -> Vec<Item> {
    let mut items = items.to_vec();
    for _ in 0..edits {
        let at = random.below(items.len());
        match random.below(4) {
            0 if items.len() > 1 => drop(items.remove(at)),
            1 => items.insert(at, Item::Word(rank(random))),
            2 if at + 1 < items.len() => items.swap(at, at + 1),
            _ => items[at] = Item::Word(rank(random)),
        }
    }
    items
}

/// Invents `units` sentences; one in twelve is an earlier one with an edit or two, as memories have them.
pub fn corpus(units: usize, seed: u64) -> Vec<Vec<Item>> {
    let mut random = Random(seed);
    let mut all: Vec<Vec<Item>> = Vec::with_capacity(units);
    while all.len() < units {
        let items = if all.len() > 100 && random.below(12) == 0 {
            let edits = 1 + random.below(2);
            let at = random.below(all.len());
            edited(&all[at], edits, &mut random)
        } else {
            sentence(&mut random)
        };
        all.push(items);
    }
    all
}

/// Makes queries: sentences of the corpus with up to two fifths of their words edited; one in ten is new.
pub fn queries(corpus: &[Vec<Item>], count: usize, seed: u64) -> Vec<Vec<Item>> {
    let mut random = Random(seed);
    (0..count)
        .map(|_| {
            if random.below(10) == 0 {
                return sentence(&mut random);
            }
            let at = random.below(corpus.len());
            let edits = (corpus[at].len() as f64 * random.unit() * 0.4).round() as usize;
            edited(&corpus[at], edits, &mut random)
        })
        .collect()
}
