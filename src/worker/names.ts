/** What the CRMs are called. */
export const CRM_NAMES: Readonly<Record<string, string>> = {
  tryton: 'Tryton', salesforce: 'Salesforce', odoo: 'Odoo', dynamics365: 'Dynamics 365', hubspot: 'HubSpot', pipedrive: 'Pipedrive', zoho: 'Zoho CRM',
};
