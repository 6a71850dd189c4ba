export function to18(id15: string): string;
export function makeId(object: string, tail: string | number): string;
export function objectOf(id: string): string | undefined;
