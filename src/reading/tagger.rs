//! Parts of speech.

use super::sentence::Sentence;
use super::token::Token;

/// A part of speech of the Penn Treebank (Marcus et al. 1993), as UD English EWT uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are the treebank's own")]
pub(super) enum Tag {
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

/// A tag for each of `tokens`.
pub(super) fn tag(_text: &str, tokens: &[Token], _sentences: &[Sentence]) -> Vec<Tag> {
    vec![Tag::None; tokens.len()]
}
