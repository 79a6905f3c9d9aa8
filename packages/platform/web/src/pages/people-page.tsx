import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { sessionQuery } from '../api/queries.js';
import { PageHeading } from '../components/page-heading.js';
import { PlatformPeople } from '../people/platform-people.js';
import { ProjectPeople } from '../people/project-people.js';
import { PageTitle } from '../shell/page-title.js';

/** The people of the person's projects, and those of the platform for its admins. */
export function PeoplePage(): ReactElement {
  const { data: session } = useQuery(sessionQuery);
  return (
    <>
      <PageTitle parts={['People']} />
      <PageHeading title="People" facts="Who works in your projects, and who is asked to." />
      <ProjectPeople />
      {session?.user.is_admin === true && <PlatformPeople />}
    </>
  );
}
