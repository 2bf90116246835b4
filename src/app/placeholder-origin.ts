/** The origin that stands in `app.yml`, where nobody knows yet under which one the server will be reached. */
export const placeholderOrigin = 'https://ci-warden.example.com';
