/** Why something could not be done. Each says what is safe. */
export const errors = {
  'disk-full': 'The disk is full, so this was not saved. Everything saved before is still there. Free some space or save a backup file.',
  'database-denied': 'The browser does not allow StageProof to store data. What you typed is still in the form.',
  'database-broken': 'The notebook could not be opened. Nothing was deleted; save a backup file if it still can be read.',
  'not-paired': 'There is no deal to save to. Open one and try again; what you typed is kept.',
  'bad-message': 'This could not be saved in this form. What you typed is still there.',
  'bad-backup': 'The file was refused. Nothing was changed.',
  'not-allowed': 'Only a manager may do this.',
  'newer-database': 'A newer version of StageProof has used this notebook. Update StageProof to go on; nothing is lost.',
  unknown: 'This did not work. What you typed is kept; try again.',
};
