//! What the built-in rules ask at a run of ends, as rules: brackets, lower case, speech, ellipses, questions, slips.

use super::maker::{Maker, REACH, WIDE};
use super::pattern::{set, times};
use crate::segment::kind::{is_closer, is_quote};
use crate::segment::rules::Class;

impl Maker<'_> {
    /// A blank line, the line of an agency, and what belongs to no sentence.
    pub(super) fn paragraph(&mut self) {
        let s = self.s.clone();
        self.cut(
            "a blank line",
            &format!(r"(?<=\n)(?<=[^{}][ \t\r]{{0,40}}\n)", self.c.space),
            r"(?=[ \t\r]*\n)",
        );
        if self.rules.datelines
            && let Some(agency) = self.words(Class::AGENCY, Class::default())
        {
            let word = format!("[^{}]{{1,24}}{s}{{1,3}}", self.c.space);
            let before = format!(
                "(?<=:)(?<={}{}[-–—ـ/]{s}{{1,3}}{}{agency}:)",
                self.begin,
                times(&word, 1, 3),
                times(&word, 0, 4)
            );
            let after = self.after(&format!("[^{}]", self.c.space));
            self.cut("a place, a dash, an agency and a colon", &before, &after);
        }
        self.keep("a blank line follows, which cuts", &self.filter(), r"(?=[ \t\r]*\n[ \t\r]*\n)");
        let rest = format!(r"(?={}\z)", self.lead);
        self.keep("nothing but marks follows", &self.filter(), &rest);
        let after = self.head(&format!("(?:№|/{s})"));
        self.keep("a number sign, a stroke between verses", &self.filter(), &after);
    }

    /// What still belongs to the run though white space parts it.
    pub(super) fn extensions(&mut self) {
        let (s, end, close) =
            (self.s.clone(), self.c.end.clone(), format!("{}{}", self.c.unquote, self.c.unbracket));
        let run = self.back(&self.run);
        let after = format!(r"(?=[ \u00A0\u202F][»”)\]](?:[{end}{close}]|{s}|\z))");
        self.keep("a closing mark stands apart", &run, &after);
        // A straight mark closes when it is the second of the sentence.
        let text = format!(
            "[^{end}\"]{{0,{REACH}}}{}",
            times(&format!("[{end}][^{}\"][^{end}\"]{{0,{REACH}}}", self.c.space), 0, 2)
        );
        let odd = format!("{}{text}\"{text}[{end}]{{1,3}}", self.begin);
        let apart = format!("(?= \"{s})");
        self.keep("a straight mark closes, apart", &self.back(&odd), &apart);
        let closed = format!("(?<=\")(?<={odd} \")");
        self.cut("a straight mark closed, apart", &closed, &self.after(r"[\p{Lu}\p{N}\p{Lo}]"));
        let opens = format!("(?<=\")(?<=[{end}] \")");
        self.keep("a straight mark opens", &opens, &self.space());
        if !self.rules.whole_quotes {
            let after =
                format!(r"(?=[ \u00A0\u202F]\[\p{{N}}[\p{{N}},،–; \-]{{0,24}}\](?:{s}|\[|[{end}]|\z))");
            self.keep("a reference follows", &run, &after);
        }
        let capital = r"(?= \. \. \. \p{Lu})";
        self.cut("spaced points open a sentence", &self.back(r"[\p{L}\p{M}]{3}\."), capital);
        let points = r"(?= \.(?![\p{L}\p{N}])(?!\.\.\p{L}))";
        self.keep("spaced points", &self.back(&format!(r"\.{}?", self.trail)), points);
        let smile = r"(?:[:;=][\-']?[()DPp/|]{1,4}|[\u2600-\u27BF\uFE0F\x{1F300}-\x{1FAFF}]+)";
        let after = format!(r"(?=[ \u00A0\u202F]{smile}(?:{s}|\z))");
        self.keep("an emoticon", &run, &after);
        let after = self.after(r"[\p{Lu}\p{N}\p{Lo}]");
        let before = format!(
            r"(?<=[()DPp/|\u2600-\u27BF\uFE0F\x{{1F300}}-\x{{1FAFF}}])(?<=[{end}][ \u00A0\u202F](?:[:;=][\-']?[()DPp/|]{{1,4}}|[\u2600-\u27BF\uFE0F\x{{1F300}}-\x{{1FAFF}}]{{1,4}}))"
        );
        self.cut("after an emoticon", &before, &after);
        if let Some(careless) = self.careless() {
            self.cut("after an emoticon, in careless writing", &before, &format!("(?={s}){careless}"));
        }
    }

    /// Nothing ends inside a bracket that opened within the sentence and closes soon.
    pub(super) fn brackets(&mut self) {
        let (s, end) = (self.c.space.clone(), self.c.end.clone());
        let close = format!("{}{}", self.c.unquote, self.c.unbracket);
        let inner = format!(r"(?:[{s}][(\[（【]|[（【]|[^{s}][(\[][^{s}])[^()\[\]（）【】]{{0,{REACH}}}");
        let before = format!(
            "(?<=(?:[^{end}{close}{s}][{s}]{{0,2}}|[^{end}][{close}][{s}]{{0,2}}){inner}{})",
            self.run
        );
        // `)ع( گفت`: brackets stored the wrong way round open nothing.
        let turned = format!(r"(?<!\)[{s}]{{0,2}}\p{{L}}{{1,5}}[{s}]{{0,2}}\([^()]{{0,{REACH}}})");
        let near = r"(?=[^)\]）】]{0,160}[)\]）】])";
        // What is rare is asked first: a closing bracket to come.
        let filter = self.filter();
        self.keep("inside a bracket", &filter, &format!("{filter}{near}{before}{turned}"));
        if self.rules.whole_speech {
            let before = format!("(?:^|{})„[^“”„]{{0,{REACH}}}{}", self.begin, self.run);
            let after = format!(r"(?=[{s}])(?=[^“”„]{{0,400}},[“”][{s}]*\p{{Ll}})");
            self.keep("inside speech that the clause goes on after", &self.back(&before), &after);
        }
    }

    /// Ends that need no white space.
    pub(super) fn tight(&mut self) {
        let (s, end, close) = (
            self.c.space.clone(),
            self.c.end.clone(),
            format!("{}{}{}", self.c.unquote, self.c.unbracket, self.c.format),
        );
        let tight = self.c.tight.clone();
        // Marks that open as well close only where no word follows.
        let sure = format!("{}{}", set(|c| is_quote(c) && is_closer(c)), close.replace(&self.c.unquote, ""));
        let open = set(|c| is_quote(c) && !is_closer(c) && !matches!(c, '„' | '「' | '『'));
        let no_word = format!(r"(?=[{s}{end}{close},،;؛:\-–—*<、，]|\z)");
        let run = format!("[{tight}][{end}{sure}]{{0,4}}");
        let open_run = format!("[{tight}][{end}{}]{{0,4}}", self.c.format);
        let ended = format!(r"(?![{end}{sure}]|\z)(?=[^{s}]|{}[^{s}])", self.lead);
        let filter = format!("(?<=[{tight}{end}{close}])");
        let look = |body: &str| format!("{filter}(?<={body})");
        let mut keeps = vec![
            ("a point between digits", look(&format!("[0-9０-９]{run}")), r"(?=\p{N})".to_owned()),
            ("inside a title", look(&format!("[《〈][^》〉《〈]{{0,{REACH}}}{open_run}")), String::new()),
        ];
        if self.rules.whole_quotes {
            for (open, shut) in [('「', '」'), ('『', '』'), ('（', '）'), ('(', ')')] {
                let shut = if shut == ')' { r"\)".to_owned() } else { shut.to_string() };
                let open = if open == '(' { r"\(".to_owned() } else { open.to_string() };
                keeps.push((
                    "inside a quotation",
                    look(&format!("{open}[^{open}{shut}]{{0,{REACH}}}{open_run}")),
                    String::new(),
                ));
            }
        }
        if let Some(join) = self.words(Class::JOIN, Class::default()) {
            let closed = format!("[{tight}][{end}]{{0,3}}[{}{}]{{1,3}}", self.c.unquote, self.c.unbracket);
            keeps.push(("a particle goes on", look(&closed), format!("(?={join})")));
        }
        let cut = look(&run);
        let cjk = set(
            |c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'),
        );
        let wide = look(&format!("[{cjk}][{}][{end}{close}]{{0,3}}", self.c.asks));
        for (note, before, after) in keeps {
            self.keep(note, &before, &format!("{after}{ended}"));
        }
        let low = self.after(r"\p{Ll}");
        let cased = format!(r"(?<=[\p{{Lu}}\p{{Ll}}\p{{N}}][^\p{{L}}\p{{N}}]{{0,6}}){cut}");
        self.keep("lower case after it", &cased, &low);
        self.keep("a mark closes", &cut, &format!("(?=[{open}]{no_word})"));
        let shut = look(&format!("[{tight}][{end}{sure}]{{0,3}}[{open}]"));
        self.cut("an end that needs no white space, closed", &shut, &no_word);
        self.cut("an end that needs no white space", &cut, &ended);
        self.cut("a question that needs no white space", &wide, &format!(r"(?=[{cjk}\p{{N}}\p{{Lu}}])"));
    }

    /// A lower-case word that follows, save `iPhone` and addresses.
    fn low(&self) -> String {
        format!(r"(?!{w}{{1,40}}://|www\.)\p{{Ll}}(?!{w}?\p{{Lu}})", w = self.w)
    }

    /// What follows begins in lower case.
    pub(super) fn lower(&mut self) {
        let low = self.low();
        let (s, asks, lead) = (self.s.clone(), self.c.asks.clone(), self.lead.clone());
        let dots = self.dots();
        self.keep("an ellipsis goes on", &self.back(&dots), &self.after(&low));
        let again = format!(r"(?={s}+{low}{}{{0,30}}\?)", self.w);
        self.cut("`Who? what?`", r"(?<=\?)", &again);
        let plain = |m: &Self, words: &str| m.back_point(&format!("{}{words}", m.edge));
        let starts: Vec<String> = if self.rules.casual { self.low_starts() } else { Vec::new() };
        let starts = super::pattern::choice(&starts).map(|w| format!("{w}(?!{})", self.w));
        if let Some(start) = &starts
            && let Some(say) = self.words(Class::SAY, Class::default())
        {
            let not = format!(
                r"(?!(?:{s}*[^{sp}]+{s}+){{0,2}}[^\p{{L}}{sp}]*{say}(?!{w}))",
                sp = self.c.space,
                w = self.w
            );
            let after = format!("{not}{}", self.after(start));
            self.cut(
                "a question, then a word that opens sentences",
                &self.back(&format!(r"\?{}?", self.trail)),
                &after,
            );
        }
        let careless = self.careless();
        if let Some(careless) = &careless {
            let after = format!("{}{careless}", self.after(&low));
            self.cut(
                "a question in careless writing",
                &self.back(&format!("[{asks}][{asks}.]{{0,5}}{}?", self.trail)),
                &after,
            );
        }
        self.keep(
            "a question goes on",
            &self.back(&format!("[{asks}]{}", self.run_tail())),
            &self.after(&low),
        );
        let any = self.words_of_any_class();
        if let Some(any) = any {
            self.keep("an abbreviation goes on", &plain(self, &any), &self.after(&low));
        }
        if let Some(careless) = &careless {
            let after = format!("(?={s}+{low}){careless}");
            self.cut("a word in careless writing", &plain(self, r"(?:[\p{L}\p{N}'’]{2,40})"), &after);
        }
        if let Some(start) = &starts {
            let after = format!("(?={s}+{start})");
            self.cut("a word, then one that opens sentences", &plain(self, r"[\p{Ll}\p{N}]{4,40}"), &after);
        }
        let vowel = if self.rules.vowel_ends { r"\p{Ll}{4,40}[aeiouàèéìòù]" } else { r"\p{Ll}{5,40}" };
        let opened = format!("(?={s}+{low})");
        self.cut("a whole word", &plain(self, vowel), &opened);
        let item = format!(r"(?={s}[{}{}]*[*•▪■●])(?={lead}{low})", self.c.space, self.c.format);
        self.cut("a whole word, then an item", &plain(self, vowel), &item);
        let dots = format!(r"(?={s}+[.…])(?={lead}{low})");
        self.cut("a word, then an ellipsis that opens", &plain(self, r"[\p{Ll}\p{N}]{3,40}"), &dots);
        let cased = r"(?<=[\p{Lu}\p{Ll}\p{Lt}\p{N}][^\p{L}\p{N}]{0,9})";
        self.keep("lower case goes on", &format!("{}{cased}", self.filter()), &self.after(&low));
    }

    /// A paragraph whose writer is careless of capitals: it opens with a small letter, or has `i` for `I`.
    fn careless(&self) -> Option<String> {
        let pronoun = "(?:i|i'm|im|u)";
        self.rules.casual.then(|| {
            format!(
                r"(?:(?<=^{s}{{0,3}}\p{{Ll}}[\s\S]{{0,{WIDE}}})|(?<= {pronoun} [\s\S]{{0,{WIDE}}})|(?=[\s\S]{{0,{WIDE}}} {pronoun} ))",
                s = self.s
            )
        })
    }

    fn run_tail(&self) -> String {
        self.run.strip_prefix(&format!("[{}]", self.c.end)).unwrap_or_default().to_owned()
    }

    /// `«…؟» قاضی پرسید.`
    pub(super) fn speech(&mut self) {
        let Some(say) = self.words(Class::SAY, Class::default()) else { return };
        let (s, sp, end) = (&self.s, &self.c.space, &self.c.end);
        let stop = "[.!?؟,،:؛«“\"]";
        let part = format!("[^{sp}.!?؟,،:؛«“\"]+");
        let inner = times(&format!("[{end}][^{sp}][^{end}]{{0,{REACH}}}"), 0, 3);
        let before = format!(
            "(?<={}[{}]{{0,2}}[{}][^{end}]{{0,{REACH}}}{inner}{})",
            self.begin, self.c.format, self.c.quote, self.quoted
        );
        let clause = |limit: usize| {
            let (near, all) = (limit - 1, limit * 2 - 1);
            format!(
                r"(?=(?:{part}{s}+){{0,{near}}}{say}(?:{s}|{stop}|\z))(?={part}(?:{s}+{part}){{0,{all}}}{s}*(?:{stop}|\z))"
            )
        };
        let after = self.after(&format!(r"(?=[\p{{L}}\p{{N}}])(?!\p{{Lu}}){}", clause(6)));
        let start = self.next_word(Class::START);
        let not = start.as_ref().map_or(String::new(), |start| format!("(?!{start})"));
        let capital = self.after(&format!(r"(?=\p{{Lu}}){not}{}", clause(3)));
        let inverted = start
            .map(|start| self.after(&format!(r"(?={start})(?=(?:{part}{s}+){{0,2}}{say}{s}*(?:{stop}|\z))")));
        let mut clauses = vec![after, capital];
        clauses.extend(inverted);
        let after = format!("(?={s})(?:{}){before}", clauses.join("|"));
        self.keep("who spoke", &self.filter(), &after);
    }

    /// A dash or a conjunction after a quotation.
    pub(super) fn after_speech(&mut self) {
        let dash = self.head("[-–—]");
        self.keep("a dash after a quotation", &self.back(&self.quoted), &dash);
        if let Some(word) = self.next_word(Class::AFTER) {
            let after = self.after(&format!(r"(?![\p{{Lu}}\p{{Ll}}]){word}"));
            self.keep("the sentence goes on after a quotation", &self.back(&self.quoted), &after);
        }
    }

    /// A run with an ellipsis in it.
    fn dots(&self) -> String {
        let (close, format) = (format!("{}{}", self.c.unquote, self.c.unbracket), &self.c.format);
        format!(
            r"(?:…|\.[?!؟]{{0,3}} ?\.)[{}{close}{format}*_]{{0,6}}{trail}?(?:[ ][»”)\]])?{trail}?",
            self.c.end,
            trail = self.trail
        )
    }

    pub(super) fn ellipses(&mut self) {
        let (dots, format) = (self.dots(), self.c.format.clone());
        let cut = self.back(&dots);
        let caseless = r"(?![\p{Lu}\p{Ll}])";
        self.keep("left out", &self.back(r"[(\[] ?(?:…|\.{2,4}|\. \. \.) ?[)\]][.!?…]{0,2}"), &self.space());
        if let Some(word) = self.next_word(Class::JOIN) {
            self.keep("a join after an ellipsis", &cut, &self.after(&format!("{caseless}{word}")));
        }
        if let Some(word) = self.words(Class::JOIN, Class::default()) {
            let before = self.back(&format!("{}{word}[{format}]{{0,2}}{}{{0,2}} ?{dots}", self.edge, self.s));
            self.keep("a join before an ellipsis", &before, &self.after(caseless));
        }
        if self.rules.high_i {
            self.keep(
                "`I` has its capital anywhere",
                &cut,
                &self.after(&format!("I(?:['’]|(?!{}))", self.w)),
            );
        }
        let opens = self.back(&format!(r"{}(?:…|\.{{2,4}}|\. \. \.)", self.begin));
        self.keep("an ellipsis that opens", &opens, &self.space());
        self.cut("an ellipsis", &cut, &self.space());
    }

    /// Questions, and what is closed by a quotation mark or bracket.
    pub(super) fn closed(&mut self) {
        let end_but_point: String =
            set(|c| crate::segment::kind::is_terminator(c) && !matches!(c, '.' | '۔'));
        let extra = if self.rules.greek {
            ";"
        } else if self.rules.armenian {
            ":"
        } else {
            ""
        };
        let asks = self.back(&format!("[{}]{}", self.c.asks, self.run_tail()));
        self.cut("a question or a call", &asks, &self.space());
        let other = self.back(&format!("[{end_but_point}{extra}]{}?", self.trail));
        self.cut("an end of another script", &other, &self.space());
        let marker = self.marker();
        let shut = format!("{}[.۔][{}]{{1,2}}", marker, self.c.unbracket);
        self.keep("the marker of an item", &self.back(&shut), &self.space());
        // A bracket that opened within the sentence does not end it in scripts without capitals.
        let whole = format!(r"{}[(\[（][^()\[\]（）]{{0,{REACH}}}{}", self.begin, self.bracketed);
        let caseless =
            self.after(&format!(r"[^\p{{Lu}}\p{{N}}<{}{}{}]", self.c.space, self.c.opener, self.c.format));
        self.cut("a bracketed sentence", &self.back(&whole), &caseless);
        self.keep("a bracket inside a sentence", &self.back(&self.bracketed), &caseless);
        self.cut("a bracket closes", &self.back(&self.bracketed), &self.space());
        self.cut("a quotation closes", &self.back(&self.quoted), &self.space());
        let numbers = times(r"[ \u00A0]?\[\p{N}[\p{N},،–; \-]{0,24}\]", 1, 4);
        let reference = format!(r"(?<=\])(?<=[{}][{}]?{numbers})", self.c.end, self.c.unquote);
        self.cut("a reference closes", &reference, &self.space());
        let note = r"(?<=[0-9])(?<=(?:\p{Ll}{3}|\))\.[0-9]{1,3})";
        self.cut("a footnote number", note, &format!(r"(?={}+\p{{Lu}})", self.s));
    }

    /// White space is missing: a typing slip, or the inside of a word.
    pub(super) fn glued(&mut self) {
        let sp = self.c.space.clone();
        let net = format!(r"(?<![/@][^{sp}]{{0,60}})(?<!www\.[^{sp}]{{0,60}})");
        let no_net = format!(r"(?![^{sp}]{{0,200}}[/@])");
        let (w, arabic, point) = (self.w.clone(), self.arabic(), self.point.clone());
        let shut = format!("[{}{}]{{0,2}}", self.c.unquote, self.c.unbracket);
        let look = |m: &Self, body: &str| format!("{}(?<={body}){net}", m.filter());
        let edge = format!("(?:^|[^{}{}.&°№§ـ])", super::pattern::WORD, self.c.format);
        if let Some(never) = self.words(Class::NEVER, Class::NONE) {
            self.keep("letters spelt out", &look(self, &format!("{edge}{never}۔")), r"(?=\p{L})");
        }
        if let Some(may) = self.words(Class::MAY, Class::NONE) {
            let pointed = format!(r"(?=\p{{L}}{w}{{0,40}}[.۔])");
            self.keep("letters spelt out, more to come", &look(self, &format!("{edge}{may}۔")), &pointed);
        }
        self.cut(
            "no white space after a Persian question mark",
            &look(self, &format!("[؟۔]{shut}")),
            &format!(r"(?=\p{{L}}){no_net}"),
        );
        let before = format!(
            r"(?:^|[^{}.&°№§ـ])[{arabic}]{{3,40}}[{}]{{1,3}}{shut}",
            super::pattern::WORD,
            self.c.end
        );
        let no_more = format!("(?!{w})");
        self.cut(
            "no white space, two Arabic words",
            &look(self, &before),
            &format!("(?=[{arabic}]{{2,40}}{no_more}){no_net}"),
        );
        let long = format!(r"{edge}{w}{{2,40}}\p{{Ll}}");
        let capital = format!(r"(?=\p{{Lu}}(?!{w}{{0,40}}\p{{Lu}}))");
        if let Some(start) = self.next_word(Class::START) {
            self.cut(
                "no white space, a word that opens sentences",
                &look(self, &format!(r"{long}\.{{0,3}}{point}")),
                &format!("{capital}(?={start}){no_net}"),
            );
            let number = look(self, &format!(r"{edge}\p{{N}}{{2,9}}{point}"));
            self.cut(
                "no white space after a number",
                &number,
                &format!("{capital}(?={start})(?={w}{{3}}){no_net}"),
            );
        }
        if let Some(title) = self.words(Class::TITLE, Class::default()) {
            self.cut(
                "no white space, a title",
                &look(self, &format!(r"{long}\.{{0,3}}{point}")),
                &format!(r"{capital}(?={title}\.){no_net}"),
            );
        }
        let other = format!(r"{edge}{w}{{0,30}}[^\x00-\x7F]{w}{{0,30}}(?<=[\p{{Ll}}])");
        let other = other.replace(r"(?<=[\p{Ll}])", "");
        let slip = format!(r"(?<=\p{{Ll}}{point})(?<={w}{{3}}{point})");
        self.cut(
            "no white space, words of letters beyond ASCII",
            &format!("{}{slip}", look(self, &format!("{other}{point}"))),
            &format!(r"{capital}(?={w}{{3}})(?={w}{{0,40}}[^\x00-\x7F]){no_net}"),
        );
        let century = format!(r"(?=(?:[IVXLC]{{2,8}}|[ivxlc]{{2,8}}){no_more}){no_net}");
        self.cut(
            "no white space, a century",
            &format!("{}{slip}", look(self, &format!("{other}{point}"))),
            &century,
        );
        let loud = format!("{long}[{}…]{{1,3}}{shut}", self.c.asks);
        self.cut(
            "no white space after a question",
            &look(self, &loud),
            &format!(r"{capital}(?={w}{{2}}){no_net}"),
        );
    }
}
