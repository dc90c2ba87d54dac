//! Items as they stand: those of the files, with what trainers have published over them. Made anew when somebody publishes;
//! whoever holds one goes on with what it held.

use super::bank::{Bank, Origin, Unit, hash};
use super::diagnostic::{Place, Source};
use super::item;
use super::stems::Stems;
use crate::domain::assembly::stock::Stock;
use crate::domain::digest::Digest;
use crate::domain::item::{CaseGroup, CaseId, Item, ItemId};
use crate::domain::publication::{self, Authority, Published};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// What is published in one piece: an item that stands alone, or a case with its items.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitId {
    Item(ItemId),
    Case(CaseId),
}

impl UnitId {
    /// The kind as the database names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Item(_) => "item",
            Self::Case(_) => "case",
        }
    }

    /// What `kind` and `Display` have written.
    pub fn read(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "item" => id.parse().ok().map(Self::Item),
            "case" => id.parse().ok().map(Self::Case),
            _ => None,
        }
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(id) => id.fmt(f),
            Self::Case(id) => id.fmt(f),
        }
    }
}

/// A trainer's version of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    pub unit: UnitId,
    /// Counts the unit's publications.
    pub number: u32,
    pub published: Published,
    pub text: String,
}

/// How a unit stands: which publication was the last, and whose version counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Zero when nobody has published it.
    pub number: u32,
    pub authority: Authority,
}

/// The items as they stand.
#[derive(Debug)]
pub struct Live {
    bank: Arc<Bank>,
    /// Names the last publication that is in here.
    pub revision: Option<String>,
    items: BTreeMap<ItemId, Unit<Item>>,
    cases: BTreeMap<CaseId, Unit<CaseGroup>>,
    standings: BTreeMap<UnitId, Standing>,
    stock: OnceLock<Stock>,
    stems: OnceLock<Stems>,
}

impl Live {
    /// The files alone.
    pub fn of_files(bank: Arc<Bank>) -> Self {
        Self::new(bank, None, Vec::new()).0
    }

    /// Lays what was published over the files. What the files do not hold any more stays away; what does not read is named,
    /// and the file's version stands in for it.
    pub fn new(bank: Arc<Bank>, revision: Option<String>, published: Vec<Over>) -> (Self, Vec<UnitId>) {
        let mut live = Self {
            bank,
            revision,
            items: BTreeMap::new(),
            cases: BTreeMap::new(),
            standings: BTreeMap::new(),
            stock: OnceLock::new(),
            stems: OnceLock::new(),
        };
        let unread = published.into_iter().filter_map(|over| live.lay(over).err()).collect();
        (live, unread)
    }

    fn lay(&mut self, over: Over) -> Result<(), UnitId> {
        let Some(file) = file_origin(&self.bank, &over.unit).cloned() else { return Ok(()) };
        let authority = publication::authority(file.hash, Some(over.published));
        if let Authority::Trainer { .. } = authority {
            let units = read(&file.path, &over.unit, over.text).ok_or_else(|| over.unit.clone())?;
            self.items.extend(units.items.into_iter().map(|unit| (unit.content.id.clone(), unit)));
            self.cases.extend(units.case.map(|unit| (unit.content.id.clone(), unit)));
        }
        self.standings.insert(over.unit, Standing { number: over.number, authority });
        Ok(())
    }

    /// An item's current version.
    pub fn item(&self, id: &ItemId) -> Option<&Unit<Item>> {
        let file = self.bank.item(id)?;
        Some(self.items.get(id).unwrap_or(file))
    }

    pub fn case(&self, id: &CaseId) -> Option<&Unit<CaseGroup>> {
        let file = self.bank.case(id)?;
        Some(self.cases.get(id).unwrap_or(file))
    }

    /// All items, by id.
    pub fn items(&self) -> impl Iterator<Item = &Unit<Item>> {
        self.bank.items.iter().map(|(id, file)| self.items.get(id).unwrap_or(file))
    }

    /// The unit that an item belongs to.
    pub fn unit_of(&self, id: &ItemId) -> Option<UnitId> {
        let item = &self.bank.item(id)?.content;
        Some(item.case.as_ref().map_or_else(|| UnitId::Item(id.clone()), |case| UnitId::Case(case.id.clone())))
    }

    /// The current text of a unit and its version.
    pub fn origin(&self, unit: &UnitId) -> Option<&Origin> {
        match unit {
            UnitId::Item(id) => self.item(id).map(|unit| &unit.origin),
            UnitId::Case(id) => self.case(id).map(|unit| &unit.origin),
        }
    }

    /// What the file holds, whoever's version counts.
    pub fn file(&self, unit: &UnitId) -> Option<&Origin> {
        file_origin(&self.bank, unit)
    }

    pub fn standing(&self, unit: &UnitId) -> Standing {
        self.standings.get(unit).copied().unwrap_or(Standing { number: 0, authority: Authority::File })
    }

    /// What papers are drawn from.
    pub fn stock(&self) -> &Stock {
        self.stock.get_or_init(|| {
            let mut stock = self.bank.stock();
            for unit in self.items.values() {
                stock.add_item(&unit.content, unit.origin.hash);
            }
            stock
        })
    }

    /// The stems of all items, for finding near-equal ones.
    pub fn stems(&self) -> &Stems {
        self.stems.get_or_init(|| Stems::of(self.items().map(|unit| &unit.content)))
    }

    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// A version that is in here, of whichever item: the file's or a trainer's.
    pub fn version(&self, id: &ItemId, hash: Digest) -> Option<&Item> {
        let versions = [self.items.get(id), self.bank.item(id)];
        versions.into_iter().flatten().find(|unit| unit.origin.hash == hash).map(|unit| &unit.content)
    }
}

fn file_origin<'b>(bank: &'b Bank, unit: &UnitId) -> Option<&'b Origin> {
    match unit {
        UnitId::Item(id) => bank.item(id).map(|unit| &unit.origin),
        UnitId::Case(id) => bank.case(id).map(|unit| &unit.origin),
    }
}

/// A unit's text, read.
struct Units {
    items: Vec<Unit<Item>>,
    case: Option<Unit<CaseGroup>>,
}

fn read(path: &str, unit: &UnitId, text: String) -> Option<Units> {
    let source = Source { path: path.to_owned(), text };
    let (file, report) = item::read(&source);
    if report.has_errors() {
        return None;
    }
    let hash = hash(&source.text);
    let origin = |place: Place| Origin { path: source.path.clone(), place, text: source.text.clone(), hash };
    let items: Vec<_> =
        file.items.into_iter().map(|read| Unit { content: read.content, origin: origin(read.place) }).collect();
    let mut cases = file.cases.into_iter().map(|read| Unit { content: read.content, origin: origin(read.place) });
    let case = cases.next();
    let found = match (unit, &case, items.as_slice()) {
        (UnitId::Item(id), None, [only]) => only.content.id == *id,
        (UnitId::Case(id), Some(case), _) => case.content.id == *id,
        (UnitId::Item(_) | UnitId::Case(_), _, _) => false,
    };
    found.then_some(Units { items, case })
}
