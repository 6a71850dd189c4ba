console.debug("host"); export {};
