//! The header of a TMX file.

use super::convert::{annotation, meta};
use crate::model::{Annotation, Lang};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

type Attributes = Vec<(String, String)>;

/// The header of a TMX file, as the store keeps it for the way back.
///
/// An attribute the file lacked is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Header {
    /// `creationtool`.
    pub tool: String,
    /// `creationtoolversion`.
    pub tool_version: String,
    /// `segtype`.
    pub segtype: String,
    /// `o-tmf`.
    pub o_tmf: String,
    /// `adminlang`.
    pub adminlang: String,
    /// `srclang`.
    pub srclang: String,
    /// `datatype`.
    pub datatype: String,
    /// Every other attribute, in order.
    pub attributes: Attributes,
    /// Notes, properties and user-defined encodings, in order.
    pub items: Vec<HeaderItem>,
}

/// A child of the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeaderItem {
    /// A note or a property.
    Annotation(Annotation),
    /// `<ude>`: its attributes, and those of each `<map>`.
    Ude(Attributes, Vec<Attributes>),
}

impl Header {
    /// Returns the header of a file of ours with this source language; without a moment it has no date.
    pub fn ours(source: &Lang, when: Option<Timestamp>) -> Header {
        let version = env!("CARGO_PKG_VERSION");
        let mut header = Header::from(&::tmx::Header::new("yeksan", version, source.as_str()));
        if let Some(when) = when {
            header.attributes.push(("creationdate".to_owned(), compact(when)));
        }
        header
    }
}

/// Returns a moment in TMX's spelling: `20240501T080000Z`.
fn compact(when: Timestamp) -> String {
    when.strftime("%Y%m%dT%H%M%SZ").to_string()
}

impl From<&::tmx::Header> for Header {
    fn from(header: &::tmx::Header) -> Header {
        let item = |item: &::tmx::HeaderItem| match item {
            ::tmx::HeaderItem::Meta(meta) => HeaderItem::Annotation(annotation(meta.clone())),
            ::tmx::HeaderItem::Ude(ude) => HeaderItem::Ude(ude.attrs.clone(), ude.maps.clone()),
        };
        Header {
            tool: header.creation_tool.clone(),
            tool_version: header.creation_tool_version.clone(),
            segtype: header.seg_type.clone(),
            o_tmf: header.o_tmf.clone(),
            adminlang: header.admin_lang.clone(),
            srclang: header.src_lang.clone(),
            datatype: header.data_type.clone(),
            attributes: header.other.clone(),
            items: header.items.iter().map(item).collect(),
        }
    }
}

impl From<&Header> for ::tmx::Header {
    fn from(header: &Header) -> ::tmx::Header {
        let item = |item: &HeaderItem| match item {
            HeaderItem::Annotation(annotation) => ::tmx::HeaderItem::Meta(meta(annotation)),
            HeaderItem::Ude(attrs, maps) => {
                ::tmx::HeaderItem::Ude(::tmx::Ude { attrs: attrs.clone(), maps: maps.clone() })
            }
        };
        ::tmx::Header {
            creation_tool: header.tool.clone(),
            creation_tool_version: header.tool_version.clone(),
            seg_type: header.segtype.clone(),
            o_tmf: header.o_tmf.clone(),
            admin_lang: header.adminlang.clone(),
            src_lang: header.srclang.clone(),
            data_type: header.datatype.clone(),
            other: header.attributes.clone(),
            items: header.items.iter().map(item).collect(),
        }
    }
}
