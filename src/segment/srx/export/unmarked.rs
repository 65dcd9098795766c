//! Sentences that begin though nothing closed the one before, as rules.

use super::maker::{Maker, REACH};
use super::pattern::{WORD, times};
use crate::segment::rules::Class;

impl Maker<'_> {
    /// A word that only opens sentences, a capital after an emoticon, addresses in a row, the head of a mail.
    pub(super) fn unmarked(&mut self) {
        self.openers();
        let (s, sp) = (self.s.clone(), self.c.space.clone());
        let smile = r"(?<=[()DPp/|])(?<= [:;][\-']?[()DPp/|]{1,4})";
        self.cut("a capital after an emoticon", smile, &format!(r"(?={s}+\p{{Lu}}[\p{{Ll}} ])"));
        let address = format!("(?<=[^{sp}])(?<=(?:^|{s})http[^{sp}]{{0,200}})(?<=://[^{sp}]{{0,200}})");
        self.cut("addresses in a row", &address, &format!("(?={s}+http[^{sp}]*://)"));
        if self.rules.casual {
            let part = "[0-9]{1,4}";
            let date = format!("{part}/{part}(?:/{part})?{s}{part}:{part}(?::{part})?{s}[AP]M");
            let low = format!(r"(?<![^{WORD}]\p{{Ll}}{{1,30}})(?<!^\p{{Ll}}{{1,30}})");
            self.cut(
                "when a mail was written",
                &format!("(?<=[{WORD}.&°]){low}"),
                &format!("(?={s}+{date}{s})"),
            );
            self.cut(
                "the head of a mail",
                &format!("(?<=M)(?<=(?:^|{s}){date})"),
                &format!("(?={s}+[^{sp}])"),
            );
        }
    }

    /// `su bardağı krema Bu sevginin…`: a capital between words in lower case; after a semicolon more words do.
    fn openers(&mut self) {
        let s = self.s.clone();
        let (begin, end, sp) = (&self.begin, &self.c.end, &self.c.space);
        let more = times(&format!("[{end}][^{sp}\"][^{end}\"]{{0,{REACH}}}"), 0, 2);
        let straight = format!("[^{end}\"]{{0,{REACH}}}{more}");
        let outside =
            format!(r#"(?<![(\[«“„][^()\[\]«»“”„{end}]{{0,{REACH}}})(?<!{begin}{straight}"{straight})"#);
        let tail = format!(r",?{s}\p{{Ll}}");
        if let Some(opens) = self.words(Class::OPENS, Class::NONE) {
            let join = self.words(Class::JOIN, Class::NONE);
            let join = join.map_or(String::new(), |join| format!("(?<![^{WORD}]{join})(?<!^{join})"));
            let after = format!(r"(?={s}+(?!\p{{Lu}}(?:\p{{Lu}}|,)){opens}{tail}){join}{outside}");
            self.cut("a word that only opens sentences", r"(?<=[\p{L}\p{M}]\p{Ll})", &after);
        }
        if self.rules.unmarked
            && let Some(starts) = self.words(Class::START, Class::NONE)
        {
            let after = format!(r"(?={s}+(?!\p{{Lu}}(?:\p{{Lu}}|,)){starts}{tail}){outside}");
            self.cut("an item that ends in a semicolon", r"(?<=;)(?<!\);)", &after);
        }
    }
}
