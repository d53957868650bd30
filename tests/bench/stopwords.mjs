// The words that a plain English search of the textbook leaves out.
export const englishStopWords = new Set(
  `a about after all also an and any are as at be because been before being between both but by can could did do does
  doing during each for from further had has have having he her here his how i if in into is it its itself just me more
  most my no nor not of off on once only or other our out over own same she should so some such than that the their them
  then there these they this those through to too under until up very was we were what when where which while who whom why
  will with would you your s t`.split(/\s+/),
);
