//! Which version of a unit of content counts: the one in the file that the program brings along, or one that a trainer has
//! published over it.

use super::digest::Digest;

/// A trainer's last word about a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub hash: Digest,
    /// What the file held at that moment.
    pub file: Digest,
}

/// Whose version counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The file's: nobody has published another, or the file's own was published again. It moves on with the file.
    File,
    /// The trainer's, until somebody publishes again. `file_moved`: a later release has changed the file since.
    Trainer { file_moved: bool },
}

/// Decides by what the file holds now. A version that has found its way into the file needs no trainer behind it any more.
pub fn authority(file: Digest, last: Option<Published>) -> Authority {
    match last {
        None => Authority::File,
        Some(last) if last.hash == file || last.hash == last.file => Authority::File,
        Some(last) => Authority::Trainer { file_moved: last.file != file },
    }
}

/// The version that counts.
pub fn current(file: Digest, last: Option<Published>) -> Digest {
    match (authority(file, last), last) {
        (Authority::Trainer { .. }, Some(last)) => last.hash,
        (Authority::File | Authority::Trainer { .. }, _) => file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trainers_version_counts_until_the_files_is_published_again_or_the_file_has_caught_up() {
        let [old, new, own] = [1, 2, 3].map(|byte| Digest::new([byte; 32]));
        let published = |hash, file| Some(Published { hash, file });
        let cases = [
            (old, None, Authority::File, old, "nobody published"),
            (old, published(own, old), Authority::Trainer { file_moved: false }, own, "published"),
            (new, published(own, old), Authority::Trainer { file_moved: true }, own, "a new release"),
            (old, published(old, old), Authority::File, old, "given back"),
            (new, published(old, old), Authority::File, new, "given back, then a new release"),
            (own, published(own, old), Authority::File, own, "the file has caught up"),
        ];
        for (file, last, whose, which, about) in cases {
            assert_eq!((authority(file, last), current(file, last)), (whose, which), "{about}");
        }
    }
}
