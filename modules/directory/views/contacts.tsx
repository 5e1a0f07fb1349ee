import { DefinitionList, Empty, Panel } from '../../../web/components/index.ts';
import { at, de } from '../../../web/format.ts';
import { Page } from '../../../web/layout.tsx';
import { publicChrome } from '../../content/index.ts';
import type { NamedOrganisation } from '../../organisations/index.ts';
import type { PublicUnit } from '../store/units.ts';
import { unitFacts } from './chart.tsx';
import type { PublicContact } from '../store/people.ts';
import { factsOf, functionText } from './person.tsx';

/** What residents read. */
export const ContactsPage = (props: {
  territory: { name: string };
  organisation: NamedOrganisation;
  nonce: string;
  contacts: readonly PublicContact[];
  units: readonly PublicUnit[];
}) => {
  const { organisation, contacts, units } = props;
  return (
    <Page
      title={`Contacts ${de(organisation.name)}`}
      chrome={publicChrome(props.territory, organisation, props.nonce, 'contacts')}
      lead={`À qui vous adresser ${at(organisation.name)}.`}
    >
      {contacts.length + units.length === 0 && (
        <Empty title="Aucun contact n’est encore indiqué">Adressez-vous à l’accueil de la mairie.</Empty>
      )}
      {units.map((unit) => (
        <Panel title={unit.name}>{unitFacts(unit).length > 0 && <DefinitionList items={unitFacts(unit)} />}</Panel>
      ))}
      {contacts.map((contact) => (
        <Panel title={`${contact.firstName} ${contact.lastName}`}>
          <p>{functionText(contact)}</p>
          <DefinitionList items={factsOf(contact)} />
        </Panel>
      ))}
    </Page>
  );
};
