//! Files in the manner of other programs: odd headers, properties, codes, namespaces. Nothing in them may be lost.

use tmx::{Reader, Unit, Writer};

/// A file in a program's manner: what it is called, its text, units, variants, inline elements.
struct Peer {
    name: &'static str,
    text: &'static str,
    counts: (usize, usize, usize),
}

const PEERS: &[Peer] = &[
    Peer {
        name: "OmegaT, level 1: an external DTD, no codes",
        text: r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="4.3.2" segtype="sentence" srclang="EN"/>
  <body>
<!-- Default translations -->
    <tu>
      <tuv lang="EN">
        <seg>Save the &lt;b0&gt;file&lt;/b0&gt;</seg>
      </tuv>
      <tuv lang="FA" changeid="سارا" changedate="20240501T080000Z">
        <seg>&lt;b0&gt;پرونده&lt;/b0&gt; را ذخیره کنید</seg>
      </tuv>
    </tu>
<!-- Alternative translations -->
    <tu>
      <prop type="file">news/rain.html</prop>
      <prop type="prev">Weather</prop>
      <tuv lang="EN"><seg>Rain</seg></tuv>
      <tuv lang="FA"><seg>باران</seg></tuv>
    </tu>
  </body>
</tmx>"#,
        counts: (2, 4, 0),
    },
    Peer {
        name: "OmegaT, level 2: its own tags in codes",
        text: r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="4.3.2" segtype="paragraph" srclang="EN-US"/>
<body><tu><note>برای خبرنامه</note>
<tuv xml:lang="EN-US"><seg><bpt i="0" x="0">&lt;b0></bpt>Rain<ept i="0">&lt;/b0></ept> and<ph x="1">&lt;br1/></ph>snow</seg></tuv>
<tuv xml:lang="FA-IR"><seg><bpt i="0" x="0">&lt;b0></bpt>باران<ept i="0">&lt;/b0></ept> و<ph x="1">&lt;br1/></ph>برف</seg></tuv></tu></body></tmx>"#,
        counts: (1, 2, 6),
    },
    Peer {
        name: "Trados Studio: a document type, properties with kinds, tags numbered by anchors",
        text: "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<tmx version=\"1.4\">\r\n  <header creationtool=\"SDL Language Platform\" creationtoolversion=\"8.1\" o-tmf=\"SDL TM8 Format\" datatype=\"xml\" segtype=\"sentence\" adminlang=\"en-US\" srclang=\"en-US\" creationdate=\"20240501T080000Z\" creationid=\"DESK\\sara\">\r\n    <prop type=\"x-Client:SinglePicklist\">press,radio</prop>\r\n    <prop type=\"x-Recognizers\">RecognizeAll</prop>\r\n    <prop type=\"x-TMName\">news</prop>\r\n  </header>\r\n  <body>\r\n    <tu creationdate=\"20240501T080000Z\" creationid=\"DESK\\sara\" changedate=\"20240502T080000Z\" changeid=\"DESK\\sara\" lastusagedate=\"20240502T080000Z\">\r\n      <prop type=\"x-LastUsedBy\">DESK\\sara</prop>\r\n      <prop type=\"x-Context\">0, 0</prop>\r\n      <prop type=\"x-ContextContent\">Weather | | هوا | </prop>\r\n      <prop type=\"x-Origin\">TM</prop>\r\n      <prop type=\"x-ConfirmationLevel\">ApprovedTranslation</prop>\r\n      <tuv xml:lang=\"en-US\">\r\n        <seg>Rain in <bpt i=\"1\" type=\"cf\" x=\"1\" />Rasht<ept i=\"1\" /> and <ph x=\"2\" type=\"field\" />.<it pos=\"begin\" x=\"3\" type=\"cf\"/></seg>\r\n      </tuv>\r\n      <tuv xml:lang=\"fa-IR\">\r\n        <seg>باران در <bpt i=\"1\" type=\"cf\" x=\"1\" />رشت<ept i=\"1\" /> و <ph x=\"2\" type=\"field\" />.<it pos=\"begin\" x=\"3\" type=\"cf\"/></seg>\r\n      </tuv>\r\n    </tu>\r\n  </body>\r\n</tmx>",
        counts: (1, 2, 8),
    },
    Peer {
        name: "Trados Workbench: RTF codes in <ut>, language in capitals, properties of the body",
        text: r#"<?xml version="1.0" ?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="version 1.4">
<header creationtool="TRADOS Translator's Workbench for Windows" creationtoolversion="Edition 7 Build 719" segtype="sentence" o-tmf="TW4Win 2.0 Format" adminlang="EN-US" srclang="EN-US" datatype="rtf" creationdate="20040501T080000Z" creationid="SARA">
<prop type="RTFFontTable">{\fonttbl {\f1 \fmodern\fprq1 \fcharset0 Courier New;}}</prop>
</header>
<body>
<tu creationdate="20040501T080000Z" creationid="SARA"><prop type="Txt::Client">press</prop>
<tuv xml:lang="EN-US"><seg><ut>{\b </ut>Rain<ut>}</ut> has <ut>{\cs6\f1\cf6 &lt;br/&gt;}</ut>stopped.</seg></tuv>
<tuv xml:lang="FA"><seg><ut>{\b </ut>باران<ut>}</ut> <ut>{\cs6\f1\cf6 &lt;br/&gt;}</ut>بند آمد.</seg></tuv>
</tu></body></tmx>"#,
        counts: (1, 2, 6),
    },
    Peer {
        name: "memoQ: native tags as escaped XML in codes, its own properties",
        text: r#"<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header creationtool="MemoQ" creationtoolversion="9.6" segtype="sentence" adminlang="en-us" creationid="sara" srclang="en" o-tmf="MemoQTM" datatype="unknown">
<prop type="defclient">press</prop><prop type="defproject"></prop><prop type="description"></prop><prop type="name">news</prop></header>
<body><tu changedate="20240501T080000Z" creationdate="20240501T080000Z" creationid="sara" changeid="sara">
<prop type="client">press</prop><prop type="project"/><prop type="x-context-pre">&lt;seg&gt;Weather&lt;/seg&gt;</prop><prop type="corrected">no</prop>
<tuv xml:lang="en"><prop type="x-document">a.docx</prop><seg>Rain<bpt i='1' type='bold'>{}</bpt> bold <ept i='1'>{}</ept><ph>&lt;mq:ch val="&#9;" /&gt;</ph>end</seg></tuv>
<tuv xml:lang="fa"><seg>باران<bpt i='1' type='bold'>{}</bpt> پررنگ <ept i='1'>{}</ept><ph>&lt;mq:ch val="&#9;" /&gt;</ph>پایان</seg></tuv></tu></body></tmx>"#,
        counts: (1, 2, 6),
    },
    Peer {
        name: "Déjà Vu: UTF-16's declaration on UTF-8, notes of two languages, three variants",
        text: r#"<?xml version="1.0" encoding="UTF-16"?>
<tmx version="1.4"><header creationtool="Déjà Vu" creationtoolversion="8" segtype="block" o-tmf="DVMDB" adminlang="en" srclang="*all*" datatype="unknown"/>
<body><tu tuid="{4F2A}" segtype="phrase"><note xml:lang="fa">از آرشیو</note><note>old</note>
<tuv xml:lang="en-us" usagecount="3"><seg>Rain {1}now{2}</seg></tuv><tuv xml:lang="fa-ir"><seg>باران {1}اکنون{2}</seg></tuv><tuv xml:lang="ar-sa"><seg>مطر {1}الآن{2}</seg></tuv></tu></body></tmx>"#,
        counts: (1, 3, 0),
    },
    Peer {
        name: "Wordfast: attributes in its order, tags as entities, a user list in the header",
        text: r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="Wordfast Pro" creationtoolversion="3.4" segtype="sentence" o-tmf="WfTXML" adminlang="EN-US" srclang="EN-US" datatype="xml" changeid="SA"><prop type="Att::Attribute1"/><note>no notes</note></header>
<body><tu usagecount="1" changeid="SA" creationdate="20240501T080000Z"><prop type="tuid">4-23</prop><tuv xml:lang="EN-US"><seg>Rain <ph x="1">{ut1}</ph>fell</seg></tuv><tuv xml:lang="FA"><seg><ph x="1">{ut1}</ph>باران بارید</seg></tuv></tu></body></tmx>"#,
        counts: (1, 2, 2),
    },
    Peer {
        name: "Heartsome and Swordfish: user-defined encodings, xml:space, an empty side, properties on both levels",
        text: r##"<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN" "tmx14.dtd" >
<?custom-instruction keep="no"?>
<tmx version="1.4"><header creationtool="Swordfish" creationtoolversion="3" srclang="en" adminlang="en" datatype="xml" o-tmf="unknown" segtype="block"><ude name="MacRoman" base="Macintosh"><map unicode="#xF8FF" code="#xF0" ent="Apple_logo" subst="[Apple]"/><map unicode="#x0152" code="#xCE"/></ude></header>
<body><tu tuid="16541"><prop type="customer">press</prop><tuv xml:lang="en" xml:space="preserve"><prop type="sentbreak">yes</prop><seg xml:space="preserve">  two  blanks  </seg></tuv><tuv xml:lang="fa"><seg/></tuv></tu>
<tu><tuv xml:lang="en"><seg>See<ph type="fnote">{\fn <sub>A note with <bpt i="1">{\b </bpt>weight<ept i="1">}</ept> and <hi type="x">light</hi></sub>}</ph>.</seg></tuv><tuv xml:lang="fa"><seg>ببینید<ph type="fnote">{\fn <sub>یادداشت</sub>}</ph>.</seg></tuv></tu></body></tmx>"##,
        counts: (2, 4, 7),
    },
    Peer {
        name: "Virtaal, Pootle and Weblate: notes as context, a namespace, no property at all",
        text: r#"<?xml version='1.0' encoding='utf-8'?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx xmlns="http://www.lisa.org/tmx14" version="1.4">
  <header creationtool="Translate Toolkit" creationtoolversion="3.8" segtype="sentence" o-tmf="UTF-8" adminlang="en" srclang="en" datatype="PlainText"/>
  <body>
    <tu><note>menu|file</note><tuv xml:lang="en"><seg>_Open
file</seg></tuv><tuv xml:lang="fa"><seg>_بازکردن
پرونده</seg></tuv></tu>
  </body>
</tmx>"#,
        counts: (1, 2, 0),
    },
    Peer {
        name: "Okapi: codes with identifiers in text, CDATA, character references",
        text: r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="Okapi" creationtoolversion="m41" segtype="paragraph" o-tmf="okp" adminlang="en" srclang="en-us" datatype="html"></header><body>
<tu tuid="tu1"><prop type="Txt::FileName">page.html</prop><tuv xml:lang="en-us"><seg><![CDATA[R&D <now>]]> <bpt i="1" type="link" x="1">&lt;a href=&quot;x?a=1&amp;amp;b=2&quot;&gt;</bpt>caf&#xE9;<ept i="1">&lt;/a&gt;</ept>&#8204;<ph x="2" type="x-img" assoc="p">&lt;img/&gt;</ph></seg></tuv><tuv xml:lang="fa"><seg>تحقیق <bpt i="1" type="link" x="1">&lt;a&gt;</bpt>کافه<ept i="1">&lt;/a&gt;</ept></seg></tuv></tu></body></tmx>"#,
        counts: (1, 2, 5),
    },
    Peer {
        name: "Apertium and Lokalize: a bare header, comments in segments, languages of three letters",
        text: r#"<tmx version="1.4"><header creationtool="apertium-tmxbuild" creationtoolversion="1" segtype="sentence" srclang="eng" adminlang="eng" datatype="plaintext" o-tmf="none"/><body>
<tu><tuv xml:lang="eng"><seg>Rain<!-- light --> falls</seg></tuv><tuv xml:lang="fas"><seg>باران<?x y?> می‌بارد</seg></tuv></tu>
</body></tmx>"#,
        counts: (1, 2, 0),
    },
    Peer {
        name: "Transolution: an internal subset that is declared and not used, an element nobody knows",
        text: r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE tmx [ <!ENTITY who "nobody"> <!ELEMENT own (#PCDATA)> ]>
<tmx version="1.4"><header creationtool="xliff-tools" creationtoolversion="0.4b5" segtype="sentence" o-tmf="xtm" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>Rain <g id="1">falls</g></seg></tuv><tuv xml:lang="fa"><seg>باران <g id="1">می‌بارد</g></seg></tuv></tu></body></tmx>"#,
        counts: (1, 2, 2),
    },
];

fn read(bytes: &[u8]) -> (tmx::Header, Vec<Unit>) {
    let mut reader = Reader::new(bytes).unwrap();
    let units = reader.by_ref().collect::<Result<Vec<_>, _>>().unwrap();
    (reader.header().clone(), units)
}

fn codes(pieces: &[tmx::Piece]) -> usize {
    let of = |piece: &tmx::Piece| match piece {
        tmx::Piece::Text(_) => 0,
        tmx::Piece::Code { content, .. } => 1 + codes(content),
    };
    pieces.iter().map(of).sum()
}

#[test]
fn nothing_of_another_program_s_file_is_lost() {
    for Peer { name, text, counts } in PEERS {
        let (header, units) = read(text.as_bytes());
        let variants: Vec<_> = units.iter().flat_map(|unit| &unit.variants).collect();
        let inline = variants.iter().map(|variant| codes(&variant.content.pieces)).sum::<usize>();
        assert_eq!((units.len(), variants.len(), inline), *counts, "{name}");
        let write = |header: &tmx::Header, units: &[Unit]| {
            let mut writer = Writer::new(Vec::new(), header).unwrap();
            units.iter().for_each(|unit| writer.write(unit).unwrap());
            writer.finish().unwrap()
        };
        let written = write(&header, &units);
        let (header_again, again) = read(&written);
        assert_eq!(header_again, header, "{name}");
        // The old attribute of a language becomes the new one, and nothing else changes.
        let modern = |units: &[Unit]| {
            let mut units = units.to_vec();
            units.iter_mut().flat_map(|u| &mut u.variants).for_each(|v| v.lang_attr = tmx::LangAttr::XmlLang);
            units
        };
        assert_eq!(again, modern(&units), "{name}");
        assert_eq!(write(&header_again, &again), written, "{name}: a second copy");
    }
}

#[test]
fn what_another_program_wrote_fits_the_dtd_when_asked() {
    for Peer { name, text, .. } in PEERS {
        let (mut header, mut units) = read(text.as_bytes());
        header.conform();
        units.iter_mut().for_each(|unit| drop(unit.conform()));
        let mut writer = Writer::new(Vec::new(), &header).unwrap();
        units.iter().for_each(|unit| writer.write(unit).unwrap());
        let written = writer.finish().unwrap();
        let mut broken = Vec::new();
        tmx::validate(written.as_slice(), tmx::Limits::default(), |problem| {
            if problem.rule != tmx::Rule::Spec {
                broken.push(problem.to_string());
            }
        })
        .unwrap();
        assert!(broken.is_empty(), "{name}: {broken:?}");
    }
}
