// Changed captures of Lightning under both kinds of shadow; lists and boards are in lists.test.ts.
import { salesforce } from '../../src/crm/salesforce/page.ts';
import { mutations } from './mutate.ts';

const sfdc = (api: string): string => `[data-target-selection-name="sfdc:RecordField.Opportunity.${api}"]`;
for (const pages of [['acme1-synthetic', 'corvd-synthetic'], ['acme1-native', 'noamt-native']]) mutations({
  adapter: salesforce, crm: 'salesforce', pages, variants: 500,
  fields: {
    name: sfdc('Name'), account: sfdc('AccountId'), amount: sfdc('Amount'), closeDate: sfdc('CloseDate'), probability: sfdc('Probability'), owner: sfdc('OwnerId'),
    nextStep: sfdc('NextStep'), type: sfdc('Type'), created: sfdc('CreatedById'), stage: sfdc('StageName'),
    'part value': '.test-id__field-value', 'part header': 'p.fieldComponent, [slot=primaryField]', 'part step': '.slds-path__nav li a', // the step's own `data-name` is the stage: with another name it is another stage
     'words of label': '.test-id__field-label',
  },
});
