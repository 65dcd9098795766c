use crate::segment::{Trace, boilerplate};
use proptest::prelude::*;

/// Returns the lines that are marked, document by document.
fn marked<S: AsRef<str>>(documents: &[Vec<S>]) -> Vec<Vec<String>> {
    let traces: Vec<Vec<Trace>> =
        documents.iter().map(|d| d.iter().map(|l| Trace::of(l.as_ref())).collect()).collect();
    let pick = |(lines, marks): (&Vec<S>, Vec<bool>)| {
        lines.iter().zip(marks).filter(|(_, mark)| *mark).map(|(l, _)| l.as_ref().to_owned()).collect()
    };
    documents.iter().zip(boilerplate(&traces)).map(pick).collect()
}

/// Returns a document of its own with these lines before and behind.
fn letter(number: usize, head: &[&str], tail: &[&str]) -> Vec<String> {
    let body = [
        format!("{} opens a market hall", WORDS[number]),
        format!(
            "The market hall of {} opened its doors on Sunday to a crowd of patient people.",
            WORDS[number]
        ),
        format!(
            "Builders from {} had worked on its roof of cedar beams for most of the winter.",
            WORDS[number]
        ),
    ];
    let own = |lines: &[&str]| lines.iter().map(|&l| l.to_owned()).collect::<Vec<_>>();
    [own(head), body.to_vec(), own(tail)].concat()
}

const WORDS: [&str; 8] = ["Ahar", "Borujen", "Chalus", "Darab", "Evaz", "Fasa", "Garmsar", "Harsin"];
const ABOUT: &str = "The Union of Market Towns represents forty small towns and their traders.";

fn letters(count: usize, head: &[&str], tail: &[&str]) -> Vec<Vec<String>> {
    (0..count).map(|n| letter(n, head, tail)).collect()
}

#[test]
fn a_tail_of_three_documents_is_marked_and_of_two_is_not() {
    let tail = ["About the Union", ABOUT, "press@market-towns.example"];
    assert_eq!(marked(&letters(3, &[], &tail)), vec![tail.map(String::from).to_vec(); 3]);
    assert!(marked(&letters(2, &[], &tail)).concat().is_empty());
}

#[test]
fn a_bar_and_a_label_before_the_headline_are_marked() {
    let bar = ["Home", "News", "Towns"];
    assert_eq!(marked(&letters(4, &bar, &[]))[0], bar);
    assert_eq!(
        marked(&letters(4, &["FOR IMMEDIATE RELEASE"], &["ENDS"]))[2],
        ["FOR IMMEDIATE RELEASE", "ENDS"]
    );
}

#[test]
fn a_heading_over_own_text_stays() {
    let mut all = letters(6, &[], &["About the Union", ABOUT]);
    all.iter_mut().for_each(|d| d.insert(2, "Background".to_owned()));
    assert_eq!(marked(&all)[0], ["About the Union", ABOUT]);
    let mut all = letters(6, &["Home", "News", "Towns", "Background"], &[]);
    all.iter_mut().for_each(|d| _ = d.remove(4));
    assert_eq!(marked(&all)[0], ["Home", "News", "Towns"]);
}

#[test]
fn a_slogan_quoted_stays() {
    let mut all = letters(6, &[], &["About the Union", ABOUT]);
    for document in &mut all[..4] {
        document.insert(
            2,
            "“A town without a market is a house without a hearth, and we mean to keep the fire.”".to_owned(),
        );
    }
    assert!(marked(&all).iter().all(|lines| lines.len() == 2));
}

#[test]
fn drafts_of_one_text_are_no_collection() {
    let text: Vec<String> = (0..6)
        .map(|n| format!("The {} of the council was read out in full and adopted.", WORDS[n]))
        .collect();
    let drafts: Vec<Vec<String>> = (0..4)
        .map(|n| {
            let mut draft = text.clone();
            draft[3] = format!("The seat of {} was left empty for the rest of the day.", WORDS[n + 4]);
            draft
        })
        .collect();
    assert!(marked(&drafts).concat().is_empty());
    let bulletins: Vec<Vec<String>> = (1..9)
        .map(|n| vec![format!("The river rose by {n} centimetres."), format!("It fell to {n} degrees.")])
        .collect();
    assert!(marked(&bulletins).concat().is_empty());
}

#[test]
fn a_sentence_whose_numbers_change_says_something() {
    let year =
        |n: usize| format!("Prices in the market rose by {n} percent, and wages by {n} percent at most.");
    let mut all = letters(6, &[], &[]);
    (1..).zip(&mut all).for_each(|(n, d)| d.insert(1, year(n)));
    (1..).zip(&mut all).for_each(|(n, d)| {
        d.extend([
            year(n + 7),
            ABOUT.to_owned(),
            format!("It has {n}00 members in as many as {n} towns of the country."),
        ])
    });
    assert_eq!(marked(&all)[0], [ABOUT, "It has 100 members in as many as 1 towns of the country."]);
}

#[test]
fn a_name_between_two_lines_of_a_contact_block_joins_it() {
    let mut all = letters(4, &[], &["Media contact", "Tel. +98 21 5555 0142", "press@market-towns.example"]);
    (0..).zip(&mut all).for_each(|(n, d)| d.insert(4, format!("{} Karimi", WORDS[n])));
    assert_eq!(
        marked(&all)[1],
        ["Media contact", "Borujen Karimi", "Tel. +98 21 5555 0142", "press@market-towns.example"]
    );
}

#[test]
fn inside_a_document_a_line_must_occur_oftener() {
    let appeal = "Subscribe to our newsletter and read the news of all towns every morning.";
    let mut all = letters(8, &[], &[]);
    all.iter_mut().take(3).for_each(|d| d.insert(2, appeal.to_owned()));
    assert!(marked(&all).concat().is_empty());
    all.iter_mut().skip(3).take(2).for_each(|d| d.insert(2, appeal.to_owned()));
    assert_eq!(marked(&all).concat(), [appeal; 5]);
}

#[test]
fn a_document_is_never_marked_whole() {
    let tail = ["About the Union", ABOUT, "press@market-towns.example"];
    let mut all = letters(5, &[], &tail);
    all.push(tail.map(String::from).to_vec());
    let marked = marked(&all);
    assert_eq!((marked[0].len(), marked[5].len()), (3, 0));
}

proptest! {
    #[test]
    fn the_order_of_documents_changes_nothing(
        documents in prop::collection::vec(prop::collection::vec(0..12_usize, 0..8), 0..9),
        turn in 0..9_usize,
    ) {
        let line = |n: &usize| match n {
            0..4 => WORDS[*n].to_owned(),
            4..8 => format!("The council of {} met for the {n}th time in the old town hall.", WORDS[*n]),
            _ => format!("{n} {}", WORDS[n - 8]),
        };
        let texts: Vec<Vec<String>> = documents.iter().map(|d| d.iter().map(line).collect()).collect();
        let one = marked(&texts);
        let mut turned = texts.clone();
        let turn = if texts.is_empty() { 0 } else { turn % texts.len() };
        turned.rotate_left(turn);
        let mut other = marked(&turned);
        other.rotate_right(turn);
        prop_assert_eq!(one, other);
    }
}
