// What does this phone keep of what was noted? Each form that was filled in, until the person or the server lets it go.
// @ts-check

/**
 * One form that was filled in, as it will be sent.
 * state: "waiting" for the network; "asks when"/"asks": the person must say something first; "rejected": the server
 * could not keep it; "kept": the server has it, and it stays for 30 days in case the server is set back to a backup.
 * @typedef {{id: string, state: string, account: string, person: string, url: string, fields: [string, string][],
 *   said: string, noted: number, zone: string, ahead: number | null, chosen?: string, reasons?: string[],
 *   times?: string[], clock?: string, keptAt?: number, live?: number}} Item
 */

const NAME = "supple-outbox";

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @returns {Promise<IDBDatabase>} */
function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("items", { keyPath: "id" });
      asked.result.createObjectStore("said");
    };
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      asked.result.onclose = () => (opened = undefined);
      resolve(asked.result);
    };
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/**
 * Runs one transaction; resolves when it is safely on the disk.
 * @template T
 * @param {"items" | "said"} store @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore, give: (value: T) => void) => void} work @returns {Promise<T | undefined>}
 */
async function within(store, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : {});
    /** @type {T | undefined} */
    let found;
    transaction.oncomplete = () => resolve(found);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    work(transaction.objectStore(store), (value) => (found = value));
  });
}

/** Everything that is kept, in the order in which it was noted. @returns {Promise<Item[]>} */
export async function all() {
  const found = await within("items", "readonly", (store, /** @type {(items: Item[]) => void} */ give) => {
    const asked = store.getAll();
    asked.onsuccess = () => give(asked.result);
  });
  return (found ?? []).sort((one, other) => one.noted - other.noted);
}

/** @param {Item} item */
export async function put(item) {
  await within("items", "readwrite", (store) => store.put(item));
}

/**
 * Changes an item that is still there: one that was taken back meanwhile does not come again.
 * @param {string} id @param {Partial<Item>} changes
 */
export async function change(id, changes) {
  await within("items", "readwrite", (store) => {
    const asked = store.get(id);
    asked.onsuccess = () => asked.result && store.put({ ...asked.result, ...changes });
  });
}

/**
 * Takes an item away, unless the server has it already. @param {string} id @param {boolean} [evenIfKept]
 * @returns {Promise<boolean>} whether it is gone
 */
export async function remove(id, evenIfKept = false) {
  const gone = await within("items", "readwrite", (store, give) => {
    const asked = store.get(id);
    asked.onsuccess = () => {
      const mayGo = evenIfKept || asked.result?.state !== "kept";
      if (mayGo) store.delete(id);
      give(mayGo);
    };
  });
  return gone ?? false;
}

/** @param {string} name @returns {Promise<number | null>} */
export async function remembered(name) {
  const found = await within("said", "readonly", (store, give) => {
    const asked = store.get(name);
    asked.onsuccess = () => give(asked.result ?? null);
  });
  return found ?? null;
}

/** @param {string} name @param {number} value */
export async function remember(name, value) {
  await within("said", "readwrite", (store) => store.put(value, name));
}
