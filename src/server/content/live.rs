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
use std::collections::{BTreeMap, BTreeSet};
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
    /// The file that it belongs into.
    pub path: String,
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
    /// What trainers have published, over the files' or without any.
    items: BTreeMap<ItemId, Unit<Item>>,
    cases: BTreeMap<CaseId, Unit<CaseGroup>>,
    standings: BTreeMap<UnitId, Standing>,
    retired: BTreeSet<ItemId>,
    stock: OnceLock<Stock>,
    stems: OnceLock<Stems>,
}

impl Live {
    /// The files alone.
    pub fn of_files(bank: Arc<Bank>) -> Self {
        Self::new(bank, None, Vec::new()).0
    }

    /// Lays what was published over the files. What a release has dropped stays away; what does not read is named, and the
    /// file's version stands in for it.
    pub fn new(bank: Arc<Bank>, revision: Option<String>, published: Vec<Over>) -> (Self, Vec<UnitId>) {
        let mut live = Self {
            bank,
            revision,
            items: BTreeMap::new(),
            cases: BTreeMap::new(),
            standings: BTreeMap::new(),
            retired: BTreeSet::new(),
            stock: OnceLock::new(),
            stems: OnceLock::new(),
        };
        let unread = published.into_iter().filter_map(|over| live.lay(over).err()).collect();
        (live, unread)
    }

    fn lay(&mut self, over: Over) -> Result<(), UnitId> {
        let file = file_origin(&self.bank, &over.unit);
        let Some(authority) = publication::authority(file.map(|file| file.hash), Some(over.published)) else {
            return Ok(());
        };
        let needs_text = match authority {
            Authority::Trainer { .. } => true,
            Authority::Retired => file.is_none_or(|file| file.hash != over.published.hash),
            Authority::File => false,
        };
        if needs_text {
            let units = read(&over.path, &over.unit, over.text).ok_or_else(|| over.unit.clone())?;
            self.items.extend(units.items.into_iter().map(|unit| (unit.content.id.clone(), unit)));
            self.cases.extend(units.case.map(|unit| (unit.content.id.clone(), unit)));
        }
        if authority == Authority::Retired {
            let items = match &over.unit {
                UnitId::Item(id) => vec![id.clone()],
                UnitId::Case(id) => self.case(id).map(|case| case.content.items.clone()).unwrap_or_default(),
            };
            self.retired.extend(items);
        }
        self.standings.insert(over.unit, Standing { number: over.number, authority });
        Ok(())
    }

    /// An item's current version, in use or not.
    pub fn item(&self, id: &ItemId) -> Option<&Unit<Item>> {
        self.items.get(id).or_else(|| self.bank.item(id))
    }

    pub fn case(&self, id: &CaseId) -> Option<&Unit<CaseGroup>> {
        self.cases.get(id).or_else(|| self.bank.case(id))
    }

    /// All items in use: those of the files by id, then those that no file holds.
    pub fn items(&self) -> impl Iterator<Item = &Unit<Item>> {
        self.all_items().filter(|unit| self.retired.is_empty() || !self.retired.contains(&unit.content.id))
    }

    /// The same with those that are out of use.
    pub fn all_items(&self) -> impl Iterator<Item = &Unit<Item>> {
        let of_files = self.bank.items.iter().map(|(id, file)| self.items.get(id).unwrap_or(file));
        of_files.chain(self.items.values().filter(|unit| self.bank.item(&unit.content.id).is_none()))
    }

    /// The units that trainers have published last, with whose version counts.
    pub fn published(&self) -> impl Iterator<Item = (&UnitId, Standing)> {
        self.standings.iter().map(|(unit, standing)| (unit, *standing))
    }

    /// The unit that an item belongs to.
    pub fn unit_of(&self, id: &ItemId) -> Option<UnitId> {
        Some(unit_of(&self.item(id)?.content))
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

    /// What papers are drawn from: everything in use.
    pub fn stock(&self) -> &Stock {
        self.stock.get_or_init(|| self.stock_without(None))
    }

    /// What papers would be drawn from if a unit were out of use.
    pub fn stock_without(&self, gone: Option<&UnitId>) -> Stock {
        let mut stock = Stock::default();
        for unit in self.items().filter(|unit| Some(&unit_of(&unit.content)) != gone) {
            stock.add_item(&unit.content, unit.origin.hash);
        }
        // A group of which an item is missing is not drawn.
        for unit in self.bank.cases.values().chain(self.cases.values()) {
            stock.add_group(unit.content.id.clone(), unit.content.items.clone());
        }
        for (id, unit) in &self.bank.scenarios {
            stock.add_scenario(id.clone(), unit.origin.hash);
        }
        stock
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

fn unit_of(item: &Item) -> UnitId {
    item.case.as_ref().map_or_else(|| UnitId::Item(item.id.clone()), |case| UnitId::Case(case.id.clone()))
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
