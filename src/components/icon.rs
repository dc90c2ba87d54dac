//! Small drawings for what can be done, 16 × 16 in `currentColor`, drawn for this product.

use super::mark::Shape;
use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Arrow,
    Back,
    Up,
    Below,
    Down,
    Close,
    Search,
    Export,
    Upload,
    File,
    Edit,
    Add,
    Remove,
    Again,
    Person,
    Leave,
    Theme,
    Book,
    Talk,
    Flag,
}

impl Icon {
    fn id(self) -> &'static str {
        match self {
            Self::Arrow => "#i-arrow",
            Self::Back => "#i-back",
            Self::Up => "#i-up",
            Self::Below => "#i-below",
            Self::Down => "#i-down",
            Self::Close => "#i-close",
            Self::Search => "#i-search",
            Self::Export => "#i-export",
            Self::Upload => "#i-upload",
            Self::File => "#i-file",
            Self::Edit => "#i-edit",
            Self::Add => "#i-add",
            Self::Remove => "#i-remove",
            Self::Again => "#i-again",
            Self::Person => "#i-person",
            Self::Leave => "#i-leave",
            Self::Theme => "#i-theme",
            Self::Book => "#i-book",
            Self::Talk => "#i-talk",
            Self::Flag => "#i-flag",
        }
    }
}

/// An icon. Decorative: the control around it has words.
#[component]
pub fn Glyph(icon: Icon) -> impl IntoView {
    view! { <Shape id=icon.id()/> }
}
