import { DefinitionList, Empty, Panel } from '../../../web/components/index.ts';
import { at, de } from '../../../web/format.ts';
import { Page } from '../../../web/layout.tsx';
import { publicChrome } from '../../content/index.ts';
import type { NamedOrganisation } from '../../organisations/index.ts';
import type { PublicContact } from '../store/people.ts';
import { factsOf, functionText } from './person.tsx';

/** What residents read. */
export const ContactsPage = (props: {
  territory: { name: string };
  organisation: NamedOrganisation;
  nonce: string;
  contacts: readonly PublicContact[];
}) => {
  const { organisation, contacts } = props;
  return (
    <Page
      title={`Contacts ${de(organisation.name)}`}
      chrome={publicChrome(props.territory, organisation, props.nonce, 'contacts')}
      lead={`À qui vous adresser ${at(organisation.name)}.`}
    >
      {contacts.length === 0 && (
        <Empty title="Aucun contact n’est encore indiqué">Adressez-vous à l’accueil de la mairie.</Empty>
      )}
      {contacts.map((contact) => (
        <Panel title={`${contact.firstName} ${contact.lastName}`}>
          <p>{functionText(contact)}</p>
          <DefinitionList items={factsOf(contact)} />
        </Panel>
      ))}
    </Page>
  );
};
