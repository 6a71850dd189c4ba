/** What the CRMs are called. Taught ones are added by `recipes.ts`. */
export const CRM_NAMES: Record<string, string> = {
  tryton: 'Tryton', salesforce: 'Salesforce', odoo: 'Odoo', dynamics365: 'Dynamics 365', hubspot: 'HubSpot', pipedrive: 'Pipedrive', zoho: 'Zoho CRM',
};
