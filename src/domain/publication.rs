//! Which version of a unit of content counts: the one in the file that the program brings along, or one that a trainer has
//! published over it, or without any file; and whether the unit is in use at all.

use super::digest::Digest;

/// A trainer's last word about a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub hash: Digest,
    /// What the file held at that moment; none for what a trainer has written and no file held.
    pub file: Option<Digest>,
    /// Taken out of use: nothing new asks it.
    pub retired: bool,
}

/// Whose version counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The file's: nobody has published another, or the file's own was published again. It moves on with the file.
    File,
    /// The trainer's, until somebody publishes again. `file_moved`: a later release has changed the file since.
    Trainer { file_moved: bool },
    /// Nobody's: a trainer has taken the unit out of use. Publishing again brings it back.
    Retired,
}

/// Decides by what the file holds now; nothing when neither a file nor a trainer of its own has the unit, because a release
/// has dropped it. A version that has found its way into the file needs no trainer behind it any more.
pub fn authority(file: Option<Digest>, last: Option<Published>) -> Option<Authority> {
    match (file, last) {
        (None, None | Some(Published { file: Some(_), .. })) => None,
        (_, Some(Published { retired: true, .. })) => Some(Authority::Retired),
        (Some(_), None) => Some(Authority::File),
        (Some(file), Some(last)) if last.hash == file || Some(last.hash) == last.file => Some(Authority::File),
        (file, Some(last)) => Some(Authority::Trainer { file_moved: last.file != file }),
    }
}

/// The version that counts; nothing when the unit is not in use.
pub fn current(file: Option<Digest>, last: Option<Published>) -> Option<Digest> {
    match authority(file, last)? {
        Authority::File => file,
        Authority::Trainer { .. } => last.map(|last| last.hash),
        Authority::Retired => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trainers_version_counts_until_the_files_is_published_again_or_the_file_has_caught_up() {
        let [old, new, own] = [1, 2, 3].map(|byte| Digest::new([byte; 32]));
        let published = |hash, file| Some(Published { hash, file, retired: false });
        let retired = |hash, file| Some(Published { hash, file, retired: true });
        let trainers = |file_moved| Some(Authority::Trainer { file_moved });
        let of_file = Some(Authority::File);
        let cases = [
            (Some(old), None, of_file, Some(old), "nobody published"),
            (Some(old), published(own, Some(old)), trainers(false), Some(own), "published"),
            (Some(new), published(own, Some(old)), trainers(true), Some(own), "a new release"),
            (Some(old), published(old, Some(old)), of_file, Some(old), "given back"),
            (Some(new), published(old, Some(old)), of_file, Some(new), "given back, then a new release"),
            (Some(own), published(own, Some(old)), of_file, Some(own), "the file has caught up"),
            (None, published(own, Some(old)), None, None, "a release has dropped it"),
            (None, published(own, None), trainers(false), Some(own), "written by a trainer"),
            (Some(own), published(own, None), of_file, Some(own), "carried into the files"),
            (Some(new), published(own, None), trainers(true), Some(own), "carried into the files, with changes"),
            (Some(old), retired(old, Some(old)), Some(Authority::Retired), None, "taken out of use"),
            (None, retired(own, None), Some(Authority::Retired), None, "written, then taken out of use"),
            (None, retired(own, Some(old)), None, None, "taken out of use, then dropped"),
        ];
        for (file, last, whose, which, about) in cases {
            assert_eq!((authority(file, last), current(file, last)), (whose, which), "{about}");
        }
    }
}
