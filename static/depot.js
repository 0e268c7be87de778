// Where work is kept that is too large for the browser's small storage, which holds some 5 MB and has the page wait while it
// writes: the browser's database. Each of these fails where the browser gives no room, or allows none.

const NAME = "porthole";
const STORE = "work";

/** @type {Promise<IDBDatabase> | undefined} */
let database;

function opened() {
  database ??= new Promise((done, fail) => {
    const request = indexedDB.open(NAME);
    request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
    request.onsuccess = () => {
      const { result } = request;
      // Another window forgets everything, and waits for this one to let go of it.
      result.onversionchange = () => {
        result.close();
        database = undefined;
      };
      done(result);
    };
    request.onerror = () => fail(request.error);
  });
  return database.catch((error) => {
    database = undefined;
    throw error;
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function asked(mode, ask) {
  const transaction = (await opened()).transaction(STORE, mode);
  const request = ask(transaction.objectStore(STORE));
  // A page on its way out hears no more that this may end. What is read is not always there yet when it ends.
  if (mode === "readwrite") transaction.commit();
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => fail(transaction.error);
  });
}

/** @param {string} key @returns {Promise<unknown>} what is kept under a key; nothing where nothing is */
export const get = (key) => asked("readonly", (store) => store.get(key));

/** @param {string} key @param {unknown} work */
export const put = (key, work) => asked("readwrite", (store) => store.put(work, key));

/** @param {string} key */
export const remove = (key) => asked("readwrite", (store) => store.delete(key));
