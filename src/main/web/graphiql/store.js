import { useSyncExternalStore } from 'react';

/** A value that components follow and other code sets. It ends with the page. */
export class Store {
  #value;
  #listeners = new Set();

  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    this.#value = value;
    this.#listeners.forEach((listener) => listener());
  }

  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  use() {
    return useSyncExternalStore(this.subscribe, () => this.#value);
  }
}
