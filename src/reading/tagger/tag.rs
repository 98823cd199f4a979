//! The tag set.

/// A part of speech of the Penn Treebank (Marcus et al. 1993), as UD English EWT uses it.
///
/// All punctuation marks share [`Tag::Punct`]; currency and mathematical signs are [`Tag::Sym`]. [`Tag::None`] is no
/// answer: what stands past the ends of a text, or a reading without a usable model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are the treebank's own")]
pub enum Tag {
    #[default]
    None,
    Cc,
    Cd,
    Dt,
    Ex,
    Fw,
    In,
    Jj,
    Jjr,
    Jjs,
    Ls,
    Md,
    Nn,
    Nns,
    Nnp,
    Nnps,
    Pdt,
    Pos,
    Prp,
    PrpPoss,
    Rb,
    Rbr,
    Rbs,
    Rp,
    Sym,
    To,
    Uh,
    Vb,
    Vbd,
    Vbg,
    Vbn,
    Vbp,
    Vbz,
    Wdt,
    Wp,
    WpPoss,
    Wrb,
    Punct,
}

#[allow(dead_code, reason = "the trainer takes in this file too, and needs only some of it")]
impl Tag {
    /// Every tag, in the order of its number.
    pub const ALL: [Self; 38] = [
        Self::None,
        Self::Cc,
        Self::Cd,
        Self::Dt,
        Self::Ex,
        Self::Fw,
        Self::In,
        Self::Jj,
        Self::Jjr,
        Self::Jjs,
        Self::Ls,
        Self::Md,
        Self::Nn,
        Self::Nns,
        Self::Nnp,
        Self::Nnps,
        Self::Pdt,
        Self::Pos,
        Self::Prp,
        Self::PrpPoss,
        Self::Rb,
        Self::Rbr,
        Self::Rbs,
        Self::Rp,
        Self::Sym,
        Self::To,
        Self::Uh,
        Self::Vb,
        Self::Vbd,
        Self::Vbg,
        Self::Vbn,
        Self::Vbp,
        Self::Vbz,
        Self::Wdt,
        Self::Wp,
        Self::WpPoss,
        Self::Wrb,
        Self::Punct,
    ];

    /// The tag of this number; [`Tag::None`] where there is none.
    pub fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::None)
    }

    /// The treebank's name: `NN`, `PRP$`; `PUNCT` and `NONE` for the two of our own.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Cc => "CC",
            Self::Cd => "CD",
            Self::Dt => "DT",
            Self::Ex => "EX",
            Self::Fw => "FW",
            Self::In => "IN",
            Self::Jj => "JJ",
            Self::Jjr => "JJR",
            Self::Jjs => "JJS",
            Self::Ls => "LS",
            Self::Md => "MD",
            Self::Nn => "NN",
            Self::Nns => "NNS",
            Self::Nnp => "NNP",
            Self::Nnps => "NNPS",
            Self::Pdt => "PDT",
            Self::Pos => "POS",
            Self::Prp => "PRP",
            Self::PrpPoss => "PRP$",
            Self::Rb => "RB",
            Self::Rbr => "RBR",
            Self::Rbs => "RBS",
            Self::Rp => "RP",
            Self::Sym => "SYM",
            Self::To => "TO",
            Self::Uh => "UH",
            Self::Vb => "VB",
            Self::Vbd => "VBD",
            Self::Vbg => "VBG",
            Self::Vbn => "VBN",
            Self::Vbp => "VBP",
            Self::Vbz => "VBZ",
            Self::Wdt => "WDT",
            Self::Wp => "WP",
            Self::WpPoss => "WP$",
            Self::Wrb => "WRB",
            Self::Punct => "PUNCT",
        }
    }

    /// The tag of this name, as [`Tag::name`] writes it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.name() == name)
    }

    /// A noun or a name: NN, NNS, NNP, NNPS.
    pub const fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp | Self::Nnps)
    }

    /// A name or a word of one: NNP, NNPS.
    pub const fn is_proper(self) -> bool {
        matches!(self, Self::Nnp | Self::Nnps)
    }

    /// A plural noun or name: NNS, NNPS.
    pub const fn is_plural(self) -> bool {
        matches!(self, Self::Nns | Self::Nnps)
    }

    /// A verb in any form, but for the modals (MD).
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz)
    }

    /// A verb or modal that carries tense: VBD, VBP, VBZ, MD.
    pub const fn is_finite_verb(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }

    /// An adjective: JJ, JJR, JJS.
    pub const fn is_adjective(self) -> bool {
        matches!(self, Self::Jj | Self::Jjr | Self::Jjs)
    }

    /// An adverb: RB, RBR, RBS.
    pub const fn is_adverb(self) -> bool {
        matches!(self, Self::Rb | Self::Rbr | Self::Rbs)
    }

    /// A personal or possessive pronoun, a relative or asking one: PRP, PRP$, WP, WP$.
    pub const fn is_pronoun(self) -> bool {
        matches!(self, Self::Prp | Self::PrpPoss | Self::Wp | Self::WpPoss)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_go_both_ways() {
        for (number, tag) in Tag::ALL.into_iter().enumerate() {
            assert_eq!(tag as usize, number);
            assert_eq!(Tag::from_number(number as u8), tag);
            assert_eq!(Tag::from_name(tag.name()), Some(tag));
        }
        assert_eq!(Tag::from_number(200), Tag::None);
        assert_eq!(Tag::from_name("NOUN"), None);
    }

    #[test]
    fn kinds_hold_what_they_name() {
        let of =
            |kind: fn(Tag) -> bool| Tag::ALL.into_iter().filter(|&tag| kind(tag)).map(Tag::name).collect::<Vec<_>>();
        assert_eq!(of(Tag::is_noun), ["NN", "NNS", "NNP", "NNPS"]);
        assert_eq!(of(Tag::is_proper), ["NNP", "NNPS"]);
        assert_eq!(of(Tag::is_plural), ["NNS", "NNPS"]);
        assert_eq!(of(Tag::is_verb), ["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"]);
        assert_eq!(of(Tag::is_finite_verb), ["MD", "VBD", "VBP", "VBZ"]);
        assert_eq!(of(Tag::is_adjective), ["JJ", "JJR", "JJS"]);
        assert_eq!(of(Tag::is_adverb), ["RB", "RBR", "RBS"]);
        assert_eq!(of(Tag::is_pronoun), ["PRP", "PRP$", "WP", "WP$"]);
    }
}
