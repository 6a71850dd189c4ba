import RecordLayoutItem from 'records/recordLayoutItem';

/** The same field on a page with Dynamic Forms, where Lightning wraps it in flexipage-field instead of a layout item. */
export default class RecordField extends RecordLayoutItem {}
