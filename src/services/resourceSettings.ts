const settings = new WeakMap<object, object>();

/** What a user chose for one resource: how a table's numbers come out. `undefined` where nothing was. */
export function settingsOf(resource: object): object | undefined {
  return settings.get(resource);
}

/** Notes what a user chose for a resource that nobody else has yet. */
export function setSettings<Resource extends object>(resource: Resource, chosen: object): Resource {
  settings.set(resource, chosen);
  return resource;
}

/** What was chosen for a resource holds for the same one with other data, and for those that it makes. */
export function inheritSettings<Resource extends object>(from: object, to: Resource): Resource {
  const chosen = settings.get(from);
  if (chosen) settings.set(to, chosen);
  return to;
}
