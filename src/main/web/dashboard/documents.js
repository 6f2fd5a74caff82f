import attributeHistory from '@operations/attribute-history.graphql?raw';
import compareTwoAttributes from '@operations/compare-two-attributes.graphql?raw';
import dashboardPage from '@operations/dashboard-page.graphql?raw';
import exchangeCode from '@operations/exchange-code.graphql?raw';
import relatedAttributes from '@operations/related-attributes.graphql?raw';
import signIn from '@operations/sign-in.graphql?raw';
import writeValues from '@operations/write-values.graphql?raw';
import { read } from '@shared/operations.js';

/** The ready operations that the page runs, and no others. */
export const AttributeHistory = read(attributeHistory);
export const CompareTwoAttributes = read(compareTwoAttributes);
export const DashboardPage = read(dashboardPage);
export const ExchangeCode = read(exchangeCode);
export const RelatedAttributes = read(relatedAttributes);
export const SignIn = read(signIn);
export const WriteValues = read(writeValues);
