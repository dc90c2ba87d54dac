//! The keys that sign certificates. The private half of a key is a file that only the service may read, in the data folder of
//! the node that made it; its public half stands in the database for all nodes and for ever. Each node signs with the newest
//! key that it has the file of, so nodes need to share no secret; a retired key still checks what it signed.

use crate::domain::id::AccountId;
use crate::server::interop::jws::{BadKey, PublicKey, SigningKey};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::signing_key::{self, KeyRow};
use crate::server::storage::{StoreError, Tx, audit};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// Below the data folder.
const FOLDER: &str = "keys";
/// Only the owner reads and writes.
const FILE_MODE: u32 = 0o600;
const FOLDER_MODE: u32 = 0o700;
/// The bits of everybody else.
const OTHERS: u32 = 0o077;

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Others on this machine could have read it: it must not sign any more.
    #[error("{} can be read by others: chmod 600, then rotate the keys", .0.display())]
    Exposed(PathBuf),
    #[error("{} is no signing key", .0.display())]
    Damaged(PathBuf),
    #[error(transparent)]
    Useless(#[from] BadKey),
    #[error(transparent)]
    File(#[from] io::Error),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for KeyError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// The key that signs on this node; made when there is none.
pub(super) async fn current(state: &AppState, tx: &mut Tx, by: Option<AccountId>) -> Result<SigningKey, KeyError> {
    match kept(state, tx).await? {
        Some(key) => Ok(key),
        None => make(state, tx, by).await,
    }
}

/// The newest key in use that this node has the file of.
async fn kept(state: &AppState, tx: &mut Tx) -> Result<Option<SigningKey>, KeyError> {
    for row in signing_key::all(tx).await? {
        if row.retired_at.is_none()
            && let Some(key) = read(&state.config.data_dir, &row.id)?
        {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// The same, for whoever writes nothing else.
pub(super) async fn signing(state: &AppState) -> Result<SigningKey, KeyError> {
    let mut tx = state.db.read().await?;
    if let Some(key) = kept(state, &mut tx).await? {
        return Ok(key);
    }
    drop(tx);
    let mut tx = state.db.write().await?;
    let key = current(state, &mut tx, None).await?;
    tx.commit().await?;
    Ok(key)
}

/// Makes a new key, and retires those that this node has. Gives the new key's id.
pub async fn rotate(state: &AppState) -> Result<String, KeyError> {
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    for row in signing_key::all(&mut tx).await? {
        if row.retired_at.is_none() && file_of(&state.config.data_dir, &row.id).exists() {
            signing_key::retire(&mut tx, &row.id, now).await?;
            record(&mut tx, now, None, "signing_key.retire", &row.id).await?;
        }
    }
    let key = make(state, &mut tx, None).await?;
    tx.commit().await?;
    Ok(key.public().id())
}

/// Every key that was ever used, the newest first.
pub async fn all(state: &AppState) -> Result<Vec<(KeyRow, PublicKey)>, KeyError> {
    let mut tx = state.db.read().await?;
    let rows = signing_key::all(&mut tx).await?;
    rows.into_iter().map(|row| Ok((row.clone(), PublicKey::from_encoded(&row.public_key)?))).collect()
}

/// The file is there before the row is: a key that the database knows of was never lost on the way.
async fn make(state: &AppState, tx: &mut Tx, by: Option<AccountId>) -> Result<SigningKey, KeyError> {
    let now = state.clock.now();
    let key = SigningKey::generate()?;
    let public = key.public();
    write(&state.config.data_dir, &public.id(), key.document())?;
    signing_key::insert(tx, &public.id(), &public.encoded(), now).await?;
    record(tx, now, by, "signing_key.make", &public.id()).await?;
    Ok(key)
}

async fn record(
    tx: &mut Tx,
    at: DateTime<Utc>,
    actor: Option<AccountId>,
    action: &'static str,
    key: &str,
) -> Result<(), StoreError> {
    let detail = json!({});
    let entry = audit::NewEntry { at, actor, action, subject_kind: "signing_key", subject_id: key.to_owned(), detail };
    audit::append(tx, &entry).await.map(|_| ())
}

fn file_of(data_dir: &Path, id: &str) -> PathBuf {
    data_dir.join(FOLDER).join(format!("{id}.p8"))
}

/// Nothing when the key is another node's.
fn read(data_dir: &Path, id: &str) -> Result<Option<SigningKey>, KeyError> {
    let path = file_of(data_dir, id);
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if file.metadata()?.mode() & OTHERS != 0 {
        return Err(KeyError::Exposed(path));
    }
    let mut document = Vec::new();
    file.read_to_end(&mut document)?;
    match SigningKey::from_document(document) {
        Ok(key) if key.public().id() == id => Ok(Some(key)),
        Ok(_) | Err(BadKey) => Err(KeyError::Damaged(path)),
    }
}

fn write(data_dir: &Path, id: &str, document: &[u8]) -> io::Result<()> {
    let folder = data_dir.join(FOLDER);
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(&folder)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(file_of(data_dir, id))?;
    file.write_all(document)?;
    file.sync_all()?;
    File::open(&folder)?.sync_all()
}
