### What the bot says. Reading grade 8 or below. Never "you have", never "you don't have", no promise, no percentage.
### Words in {$braces} are filled in. Test with `make check`.

## What it is

intended-purpose = Gives general health information and helps you keep your own notes. Not intended to diagnose, monitor, predict or treat any disease.
not-reviewed = Not clinically reviewed.
not-reviewed-whole = Not clinically reviewed: no named clinician has checked these texts yet. The advice follows published guidance, which each page names.
reviewed = Reviewed by {$reviewer} on {$day}.

## The first page

start-title = Hello. A twitch can be frightening.
start-hello = Do you worry about a twitch, a weakness or a change in speech? In about two minutes you can learn whom to see, how soon, and why.
start-does-1 = You answer by tapping. Nothing is stored unless you ask for it.
start-does-2 = Each piece of advice names where it comes from.
start-does-3 = You can read more, or be reminded to look again.
start-not = This is general information. It is not a doctor and cannot tell what causes a twitch.
start-emergency = Is it sudden or severe right now? Call your local emergency number first.
start-check = Start the check
start-other = It is about someone else
start-again = I have done this before
checklist-off = The check is switched off at the moment. You can still read.
learn-open = Read
about-open = About this bot
privacy-open = Privacy
crisis-open = If you think about dying or self-harm
to-start = To the start
to-result = Back to my result
to-card = Back to: get help now

about-title = About this bot
about-how = It asks the questions that published guidance asks, and follows fixed rules. The same answers always give the same advice.
about-privacy = The check leaves nothing behind on our side: your answers ride in the buttons of this chat. Telegram keeps the chat itself.

## Questions

question-progress = Question {$place} of about {$total}
question-back = ‹ Back
question-why = Why do you ask?
why-title = Why we ask this
why-back = Back to the question
too-fast = That was quick. Please read this question first, then tap.

## Review

review-title = Your answers
review-hint = Is all of this right? You can change any answer. The others stay.
review-change = Change: {$title}
review-result = Show my result

## Result

urgency-urgent = Today, within hours
urgency-soon = See a doctor within 2 weeks
urgency-routine = Book a normal visit
urgency-self-care = No visit needed now
urgency-emergency = Call now
urgency-worry-urgent = Talk to someone today
urgency-worry-emergency = Get help now
urgency-of-body = For the body: {$urgency}
advice-worry = You do not have to carry this alone: {$reason} ({$authority}). The first button below leads to people who listen, right now.
advice-worry-other = Stay with them if you can: {$reason} ({$authority}). The first button below leads to people who listen, right now.

advice-emergency = Call your local emergency number now.
advice-emergency-other = Call the local emergency number now.
advice-urgent = Call your doctor or an advice line now. If nobody can see you today, go to an emergency department. Take this page with you.
advice-urgent-other = Call their doctor or an advice line now. If nobody can see them today, take them to an emergency department. Show this page there.
advice-soon = Ask for a visit within 2 weeks. Many things can cause this; a doctor can find out which. Say what changed, and since when, or show this page.
advice-soon-other = Ask for a visit for them within 2 weeks. Many things can cause this; a doctor can find out which. Say what changed, and since when, or show this page.
advice-routine = Nothing in the answers calls for haste. A normal visit is a good next step: a doctor can look, and you can ask your questions.
advice-routine-other = Nothing in the answers calls for haste. A normal visit is a good next step: a doctor can look, and you can both ask questions.
advice-self-care = Nothing you told us about the body needs a doctor now. Rest, sleep, and check as little as you can.
advice-self-care-other = Nothing you told us about their body needs a doctor now. What helps: rest, sleep, and as little checking as possible.

because-title = Why: from your answers
because-more = { $count ->
    [one] 1 more reason
   *[other] {$count} more reasons
 }
because = You answered {$answers}: {$reason} ({$authority}).
because-unsure = You answered {$answers}, so to be on the safe side: {$reason} ({$authority}).
reason = {$answers}: {$reason} ({$authority}).
reason-unsure = {$answers}, so to be on the safe side: {$reason} ({$authority}).
worry-line = {$reason} ({$authority}).
answer = “{$label}” ({$title})
list-joint = {", "}
missing = Not answered: {$titles}. A doctor should look, since these matter.
worry-title = About the worry:
change-title = What would change this:
change-emergency = Nothing. Please call.
change-emergency-other = Nothing. Please call.
change-urgent = Call your emergency number if it gets hard to breathe, swallow or stay awake. The same if a fit comes, or if something fails suddenly.
change-urgent-other = Call the emergency number if it gets hard for them to breathe, swallow or stay awake. The same if a fit comes, or if something fails suddenly.
change-soon = If it spreads within days, or breathing or swallowing gets hard, call today: do not wait. If something fails suddenly, call your emergency number.
change-soon-other = If it spreads within days, or breathing or swallowing gets hard, call today: do not wait. If something fails suddenly, call the emergency number.
change-self-care-seen = See a doctor if something new comes, if you can no longer do something, or if speech, swallowing or breathing changes. If something fails suddenly, call your emergency number.
change-self-care-seen-other = They should see a doctor if something new comes, if they can no longer do something, or if speech, swallowing or breathing changes. If something fails suddenly, call the emergency number.
change-routine = Do not wait if you can no longer do something, or if speech, swallowing or breathing changes: check again or call your doctor. If something fails suddenly, call your emergency number.
change-routine-other = Do not wait if they can no longer do something, or if speech, swallowing or breathing changes: check again or call their doctor. If something fails suddenly, call the emergency number.
change-self-care = See a doctor if you can no longer do something, or if speech, swallowing or breathing changes. The same if a twitch that no doctor has seen is still there 2 weeks after it began. If something fails suddenly, call your emergency number.
change-self-care-other = They should see a doctor if they can no longer do something, or if speech, swallowing or breathing changes. The same if a twitch that no doctor has seen is still there 2 weeks after it began. If something fails suddenly, call the emergency number.
sources-title = Sources
read = Read: {$title}
result-change = Change an answer
enough-open = Enough for today
remind-open = Remind me to look again

enough-title = Enough for today
enough-done = You asked, and there is an answer for now. Checking more tonight cannot add to it.
enough-1 = Put the phone face down, or out of the room.
enough-2 = Breathe out slowly, longer than you breathe in, ten times.
enough-3 = Do one small thing that you would do if this were settled.
enough-back = This chat stays here. If something changes, come back. If something fails suddenly, call your emergency number.
enough-call = Before you rest: please make the call for today, if you have not yet.
enough-call-other = Before you rest: please make the call for them today, if you have not yet.

## Cards

emergency-title = Call for help now
emergency-anywhere = Call your local emergency number. It is 112 in Europe and on most mobiles, 911 in North America, 999 in the UK.
emergency-number = {$country}: call {$number}.
number-joint = {" or "}
emergency-do-1 = Call now, even if it has passed or you are not certain. Calling is right.
emergency-do-2 = Do not drive yourself. If you can, stay with someone and unlock the door.
emergency-do-2-other = Do not let them drive. Stay with them and unlock the door.
emergency-do-3 = Say when it began. Do not eat or drink until someone has looked at it.
emergency-do-3-other = Say when it began. They should not eat or drink until someone has looked at it.
emergency-E02-1 = Call now. Sit upright, and do not lie down.
emergency-E02-1-other = Call now. Help them to sit upright. They should not lie down.
emergency-E02-2 = Something stuck? Keep coughing. Do not eat or drink. Do not drive yourself.
emergency-E02-2-other = Something stuck? Let them keep coughing. They should not eat, drink or drive.
emergency-E02-3 = Is ALS or MND already known? Tell the crew: too much oxygen can do harm.
emergency-E03-1 = Call now if it goes on, comes again, is the first one, or the person is hard to wake. Is the breathing not as it should be? Say so on the phone.
emergency-E03-2 = Keep things that could hurt away. Put something soft under the head. Hold nobody down and put nothing in the mouth.
emergency-E03-3 = Note how long it lasts. Afterwards lie on the side. Do not drive.
emergency-E03-3-other = Note how long it lasts. Afterwards lay them on their side. They should not drive.
emergency-E06-1 = Call now. With chest pain: sit down and keep still.
emergency-E06-1-other = Call now. With chest pain: they should sit down and keep still.
emergency-E06-2 = Is someone hard to wake? Lay them on their side. Is the breathing not as it should be? Say so on the phone: they will tell you what to do.
emergency-E06-3 = Do not drive yourself. Unlock the door.
emergency-E06-3-other = Do not let them drive. Unlock the door.
emergency-E08-1 = Call now, or go to an emergency department at once.
emergency-E08-2 = Tell them about the dark pee, hard exercise, and every medicine.
emergency-E08-3 = Do not drive yourself.
emergency-E08-3-other = Do not let them drive.
emergency-E09-1 = Call now. If you can, tell them what it was, how much, and when.
emergency-E09-2 = Keep the package, or a photo of it. Do not try to be sick.
emergency-E09-2-other = Keep the package, or a photo of it. Do not make them sick.
emergency-E09-3 = After a gas or spray: get into fresh air first.
emergency-E12-1 = Call your maternity unit or an ambulance now.
emergency-E12-1-other = Call their maternity unit or an ambulance now.
emergency-E12-2 = Say how many weeks pregnant, or when the birth was.
emergency-E12-3 = Do not drive yourself.
emergency-E12-3-other = Do not let them drive.
emergency-no-phone = Cannot speak? Ask someone near you to call, or send a text where your country offers it.
emergency-read = Read: what to do
emergency-mistake = I tapped that by mistake
country-open = Choose country
country-title = Which country are you in?
country-hint = So that we can show the number there. Do not wait for this: if it is urgent, call now. We could not check every number. If you know another one, use that.
country-none = Not listed, or I'd rather not say

crisis-title = You are not alone with this
crisis-hello = Thank you for saying it. Thoughts like these can pass, and talking to someone today helps. You do not have to explain it well.
crisis-hello-other = Thank you for taking this seriously. Stay with the person, listen, and ask openly. Asking does not put the idea in their head.
crisis-now = In danger now, or something already done?
crisis-everywhere = People to talk to, in nearly every country, by phone, text or chat:
crisis-call = call {$how}
crisis-text = text {$how}
crisis-chat = chat
crisis-1 = Be with someone, or ask someone to come and stay.
crisis-1-other = Stay with them, or ask someone to come and stay.
crisis-2 = Move anything you could hurt yourself with out of reach, or leave the room it is in.
crisis-2-other = Move anything they could hurt themselves with out of reach, or leave the room with them.
crisis-3 = Tell a doctor or an advice line today.
crisis-3-other = Help them to tell a doctor or an advice line today.
crisis-safe = I am safe for now
crisis-safe-other = They are safe for now
crisis-go-on = Carry on with the check
safe-title = Thank you for telling us
safe-text = Please stay near someone today, and tell one person how it is. The way to help stays on every page of this check.
safe-text-other = Please see to it that someone stays near them today. The way to help stays on every page of this check.

## Reading

learn-all = All pages
learn-open-group = ▾ {$name}
learn-closed-group = ▸ {$name}
learn-title = Read, in your own time
learn-hint = Short pages in plain words, with their sources. Each takes a minute or two.
learn-ask = Not sure where to begin? Take the short version, or just type your question here.
group-basics = ALS in plain words
group-twitches = Twitches
group-causes = What else makes muscles twitch
group-signs = Signs that matter
group-doctor = At the doctor's
group-worry = The worry
group-help = Help now
about-basics = what it is, how it begins, and the short version.
about-twitches = nose, eyelid, face, arms and legs; tics, cramps, and jerks as you fall asleep.
about-causes = stress, coffee, tablets, salts, sport; being pregnant; children; family.
about-signs = real and felt weakness, speech, swallowing, breathing.
about-doctor = when to go, what to say, and what the tests are like.
about-worry = bad nights, the urge to check, and what helps.
about-help = emergency signs, and people to talk to.
section-before = ‹ Before
section-next = Next ›
only-english = This page is only there in English so far.
sources-open = Sources
sources-of = Sources: {$title}
sources-back = Back to the page
source-guidance = advice for doctors or the public
source-study = study
source-charity = charity
source-article = article
source-public-health = public health service
source-checked = link worked on {$day}
useful-yes = This helped
useful-no = This did not help
useful-thanks = Thank you. We only count it, and do not note who said so.
shared-read = Read it all, with sources
inline-emergency = Is it an emergency? Tap here
inline-crisis = You are not alone. Tap here
inline-none = Nothing on that. See all pages
inline-flood = One moment, please. Tap here to read on

## Answers to typed words

found-lead = This may answer it:
found-none = I have nothing on that. I understand English only, and I can only speak about twitches, weakness, ALS, and the worry around them.
found-none-emergency = Is it an emergency? Call your local emergency number: 112 in Europe and on most mobiles, 911 in North America, 999 in the UK.
thanks-text = You are welcome. This chat stays here. If something changes, come back. If something fails suddenly, call your emergency number.
found-check = The check may fit better than words.
verdict-title = Nobody can tell that from a chat
verdict-text = Neither we nor a search can say whether it is ALS. What counts is not the twitch but whether something stops working. The check asks exactly that, and says how soon to see whom.
gentle-title = Let us make sure
gentle-text = Some of these words can also mean that it is serious. Is it an emergency now, or do you think about hurting yourself?
gentle-emergency = It is an emergency
gentle-crisis = I think about hurting myself
gentle-fine = No, go on
gentle-way-back = If not, your words count as the answer.
emergency-why = Why: {$reason} ({$authority}).
text-only = I am sorry, I can only read text. If it is an emergency, please call your local emergency number: 112 in Europe and on most mobiles, 911 in North America, 999 in the UK.
text-too-long = That is a lot. Please ask in one or two sentences.
no-such-command = I do not know that command. Here is the start.
no-such-link = That link leads nowhere any more. Here is the start.
group-only = Health questions do not belong in a group. Let us talk where only you can read it.
group-button = Open a private chat
group-emergency = Is it an emergency? Call your local emergency number first.
outdated = This button is from an older version or was damaged. Nothing is lost on our side, because nothing was stored. Please start again.
outdated-start = Start again
failed = Something went wrong on our side. Please try again in a moment. If it is an emergency, call your local emergency number.

## Reminders

began-title = When did it begin?
began-hint = A twitch that lasts more than 2 weeks is worth a normal visit, so we count from the day it began. We write once, no more.
began-1 = Today or yesterday
began-2 = 2 to 4 days ago
began-3 = 5 to 8 days ago
began-4 = Longer ago
remind-book = Remind me to book
consent-agree = I am 16 or over and agree
consent-no = No, thank you
use-this = Use this
change-this = Change

new-open = New reminder
new-title = What shall we remind you of?
new-hint = After a check we also offer to remind you to look again, or to book a visit.
new-own = My own note
new-appointment = A doctor's appointment
own-prompt = What shall we remind you of? We show your words only when you tap. Please answer here
own-placeholder = Your words
own-unread = I could not find any words in that. What shall we remind you of? Please answer here
own-lead = Your note:
own-shortened = That was long, so we cut it. This is what fits.
own-change = Other words
own-shown = You wrote this for yourself:
own-show = Show my note
own-hide = Hide it again
meant-time = Did you mean a time for a reminder?
meant-clock = Did you mean your clock, for your reminders?
meant-hint = If you were answering a question of the check, please tap its buttons.
meant-yes = Yes, set it
meant-no = No, look it up
meant-change = To move one that is set already, open My reminders.
wipe = Delete this message
wiped = Deleted. Other messages in this chat, yours and ours, stay until you delete them.
wiped-too-old = Telegram lets us delete a message for 48 hours only. This one is older, so we took our words out. You can delete what is left.
wiped-not = That message is so old that Telegram does not let us change it. You can still delete it yourself.
wiped-line = We took our words out of this message.

when-title = When shall we write to you?
when-visit = When is the appointment?
when-hint = Tap a time, open the calendar, or type it.
when-calendar = Calendar
when-type = Type it
when-other = Another way
when-prompt = When?
when-example = For example: next friday 9am. Please answer here
when-placeholder = next friday 9am
when-you-wrote = You wrote:
when-which = Which one do you mean?
when-past = That moment has passed. Please choose one that is still to come.
when-unreadable = I could not read that as a day or a time. Please try it in other words.
when-too-often = Once a week is the most we write, so that it leaves room for other things. Please choose a longer time between.
when-rhythm = I can repeat every week, every 2 weeks or every month. Please choose one of these.
when-no-such-day = That day is not in the calendar. Please look again.
when-no-such-time = There is no such time of day. Please look again.
when-too-far = That is more than a year away. Please choose a day within a year.
when-ambiguous = I could not tell which moment you mean. Please say it with the day and the time.
when-once-only = This one comes once. Please choose one moment.
when-too-near = That appointment is so near that no reminder would come in time. If the time is not right, please choose it again.
calendar-hint = Tap a day.
calendar-before = ‹ {$month}
calendar-after = {$month} ›
weekday-1 = Mo
weekday-2 = Tu
weekday-3 = We
weekday-4 = Th
weekday-5 = Fr
weekday-6 = Sa
weekday-7 = Su
hours-hint = At what time?
hours-none = No hour of this day is left. Please choose another day.
hours-back = ‹ Calendar
wall-time = {$day}, {$time}
wall-day = {$weekday} {$day} {$month}
wall-month = {$month} {$year}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

zone-title = What time is it for you now?
zone-hint = So that we write at a good hour. Tap your clock.
zone-ask = So that we write at a good hour. Type your city, so that we know about summer time, or tap your clock. You can also share your location: we keep the clock there and forget the place.
zone-type = Type my city or my time
zone-prompt = Please type your city, or what time it is for you now, for example 22:45. Please answer here
zone-placeholder = Your city, or 22:45
zone-understood = Is this your clock?
zone-which = Which one is yours?
zone-unread = I found no such city, time or clock. Please type a larger city near you, or the time for you now, such as 22:45. Please answer here
zone-of-place = This is the clock there. We have forgotten the place. If you need help now, call your local emergency number: we cannot see where you are.
zone-no-place = I know no clock for that place. Please choose your clock here.
zone-open = My clock
zone-kept = Your clock is now {$zone}.
zone-others = { $count ->
    [one] 1 reminder goes by another clock. It stays as it is unless you move it.
   *[other] {$count} reminders go by another clock. They stay as they are unless you move them.
 }
zone-move = Move them to this clock
zone-leave = Leave them as they are
zone-moved = All your reminders go by your clock now.

plan-title = Shall we write to you then?
plan-recheck = Once, with a plain hello. The message does not say what it is about.
plan-book = Once, to remind you to book the visit. The message does not say what it is about.
plan-appointment = Once, before your appointment. The message does not say what it is about.
plan-own = The message does not say what it is about. Your note opens with a tap.
plan-visit = The appointment: {$when}.
plan-weekly = { $count ->
    [one] Every week, once more.
   *[other] Every week, {$count} times. Then we ask whether to go on.
 }
plan-fortnightly = { $count ->
    [one] Every 2 weeks, once more.
   *[other] Every 2 weeks, {$count} times. Then we ask whether to go on.
 }
plan-monthly = { $count ->
    [one] Every month, once more.
   *[other] Every month, {$count} times. Then we ask whether to go on.
 }
plan-quiet = We moved it out of your quiet hours, {$start} to {$end}. You can change those in /settings.
plan-fixed = Your clock is {$zone} all year. With your city we would also follow summer time.
plan-set = Yes, write to me then
plan-time = Another time
plan-zone = My clock is different
every-once = Once
every-weekly = Every week
every-fortnightly = Every 2 weeks
every-monthly = Every month
lead-day = The evening before
lead-hours = 2 hours before
lead-week = A week before
set-title = It is set
set-text = Send /remind to see, change or stop it. Send /erase to delete all we keep about this chat.

reminders-title = Your reminders
reminders-none = No reminder is set.
to-reminders = My reminders
reminder-stop = Stop
reminder-stopped = Stopped. We will not write to you about it.
reminder-gone = That reminder is over. We will not write to you about it again.
reminder-changed = That reminder was changed since, so we moved nothing. Send /remind to see what holds now.
reminder-paused = resting
kind-recheck = a look back
kind-book = book a visit
kind-appointment = appointment
kind-own = your own note
one-time = Another time
one-zone = It goes by this clock: {$zone}.
one-zone-change = Another clock
resume = Go on
resumed = They go on now.
resumed-none = Nothing was resting.
too-many-reminders = There are already 20 reminders. Please stop one first.

pushed-hello = Hello. You asked us to write to you today.
pushed-late = This comes a little late. We are sorry.
pushed-repeated = You may have seen this already.
pushed-skipped = We wanted to write to you earlier and could not. We are sorry. You can look now if you like.
pushed-paused = We have written a few times without an answer, so we stop for now. Send /resume if you want to go on.
pushed-last = This was the last time. Shall we go on?
pushed-open = Open
pushed-later = Later
go-on = Go on, 4 times more
gone-on = { $count ->
    [one] It goes on, once more. The next time:
   *[other] It goes on, {$count} times. The next time:
 }
later-title = When shall we write again?
later-none = There is no good moment left before it.
later-hour = In 1 hour
later-tonight = Tonight
later-tomorrow = Tomorrow
later-next-week = In a week
later-set = We will write again:
book-title = You wanted to book a visit
book-text = Is it booked? Then you can stop here. If not, a call today is enough, and we can say what helps on the phone.

## Your data

privacy-title = Privacy
privacy-who = Who runs this bot: {$name}. Contact: {$contact}.
privacy-who-missing = Who runs this bot has not been entered yet.
privacy-nothing = Without your consent we keep nothing about you. Your answers are in the buttons of this chat, not with us.
privacy-what-title = What we keep, and why
privacy-results = If you ask us to keep results: your answers, the result and the day, so that we can say what changed.
privacy-reminders = If you ask for reminders: your clock, your quiet hours, the times, and your own words if you write some, so that we can write to you.
privacy-chat = With either: the number of this chat, your language, and the last day we heard from you. Also what you agreed to, and your country and print size if you chose them.
privacy-sealed = All of this is encrypted, and the key is not in the database. Only days and due times are not: they say when to write and when to delete.
privacy-basis = We may keep it only because you agreed. You can take that back at any time with /settings. Nobody else gets it, and no machine learns from it.
privacy-log = Our log holds no words of yours and no chat number. It has a coded mark in its place.
privacy-long-title = How long
privacy-long-results = Results: { $days ->
    [one] 1 day
   *[other] {$days} days
 } after the last one.
privacy-long-inactive = All about a chat: { $days ->
    [one] 1 day
   *[other] {$days} days
 } after we last heard from you.
privacy-long-blocked = After you block the bot: { $days ->
    [one] 1 day
   *[other] {$days} days
 }.
privacy-long-now = At once with /erase, or when you take a consent back. For { $days ->
    [one] 1 day
   *[other] {$days} days
 } after that we keep a coded line, so that a restored backup forgets again.
privacy-rights-title = Your rights
privacy-rights = See it: /mydata. Get it as a file: /export. Change it or take back your consent: /settings. Delete it: /erase. You can also write to us, and complain to your data protection authority.
privacy-telegram-title = Telegram's part
privacy-telegram = Telegram carries this chat and keeps its messages by its own rules. Bot chats are not end-to-end encrypted. To delete the messages, delete the chat there.
mydata-title = What we keep about this chat
mydata-none = Nothing.
mydata-language = Language: {$value}
mydata-zone = Your clock: {$value}
mydata-country = Country: {$value}
mydata-quiet = Quiet hours: {$value}
mydata-large-print = Large print: on
mydata-seen = The last day we heard from you: {$value}
mydata-consent-reminders = You agreed to reminders on {$day}.
mydata-consent-results = You agreed to keep results on {$day}.
mydata-results = { $count ->
    [one] 1 kept result
   *[other] {$count} kept results
 }, the last one of {$day}
mydata-reminders = { $count ->
    [one] 1 reminder
   *[other] {$count} reminders
 }
mydata-unopened = { $count ->
    [one] 1 row that our keys do not open. It is shown to nobody. The file names it, and you can erase it.
   *[other] {$count} rows that our keys do not open. They are shown to nobody. The file names them, and you can erase them.
 }
mydata-open = What you keep about me
mydata-file = Send it all as a file
mydata-export = Here is all of it as a file.
erase-open = Erase everything
erase-title = Erase everything we keep about this chat?
erase-text = Your settings, consents, results and reminders go at once and cannot come back. The messages in this chat stay with Telegram until you delete them.
erase-yes = Yes, erase
erase-no = Keep it
erased-title = Erased
erased-text = We keep nothing about this chat now, but for a coded line for 35 days, so that a restored backup forgets again. Telegram still holds the messages of this chat, and their buttons hold your answers: delete the chat there if you like.
erased-nothing = There was nothing to erase. Telegram still holds the messages of this chat: delete the chat there if you like.

## Consent, and keeping results

consent-title = You choose what we may keep
consent-hint = Both are off until you switch them on. You can take each back at any time, and the check works without them.
consent-switch-results-off = ☐ Off: keep my results to compare
consent-switch-results-on = ☑ On: keep my results to compare
consent-switch-reminders-off = ☐ Off: send me reminders
consent-switch-reminders-on = ☑ On: send me reminders
consent-changed = This text has changed since you agreed, so we ask again. What is kept already stays as it is, whatever you choose here.
consent-child = This is about a child, so an adult who cares for them decides. Please agree only if that is you.
consent-other = This is about someone else. Please ask them first.
consent-open = Choose what we may keep
consent-given-title = Thank you. It is noted
consent-given = You can see it all with /mydata and take it back with /settings.
keep-open = Keep this result to compare
kept-title = Kept
kept-text = When you do the check again, we can say what changed. See what we keep with /mydata. Delete it with /settings or /erase.
under-16 = We keep nothing for people under 16. You can use the check and read, and please show this to a parent or a doctor.
compare-title = Since your check of {$day}
compare-same = Same: {$titles}.
compare-changed = Changed: {$title}. It was “{$before}” and is now “{$now}”.
compare-worse = Something works less well than then. A change like that should be seen by a doctor within 2 weeks (NICE NG127).

## Checking again

again-open = Check again
loop-title = This would be the third time this week
loop-note = The answers are as they were, so the advice is too. Another check has nothing to add.
loop-question = If you knew that all was well, how would you spend the rest of the day?
loop-emergency = If something is new or sudden, do not wait: start the check, or call your emergency number.
loop-changed = Something changed
loop-wait = I will wait until tomorrow
loop-anyway = Do the whole check again
tomorrow-title = Until tomorrow, then
tomorrow-text = That is a good choice. The answer from today still holds tonight.

## Settings

settings-title = Settings
settings-open = Settings
settings-changed-since = That button is from before your last change, so we changed nothing. This is what holds now.
settings-back = ‹ Back to settings
settings-language = Language: {$name}, as your app has it. Not kept.
settings-language-kept = Language: {$name}. Kept.
settings-country = Country: {$name}
settings-clock = Your clock: {$zone}
settings-quiet = Quiet hours: {$hours}
settings-print-large = Print: large
settings-print-usual = Print: usual
settings-not-chosen = not chosen
settings-results-on = Keeping results: on
settings-results-off = Keeping results: off
settings-results-changed = Keeping results: on. The text has changed, so we ask before we keep another.
settings-reminders-on = Reminders: on
settings-reminders-off = Reminders: off
settings-reminders-changed = Reminders: on. The text has changed, so we ask before we keep another.
settings-more-with-consent = Clock, quiet hours and print are kept only once you agree to something.
settings-set-language = Language
settings-set-country = Country
settings-set-clock = Clock
settings-set-quiet = Quiet hours
settings-set-print-large = Switch to large print
settings-set-print-usual = Switch to usual print
language-name = English
language-title = Language
language-hint = It follows your app. If you choose another here, it stays for this chat's next pages. We remember it only if you ask us to.
language-kept = We remember this language for you.
language-remember = Remember this language for me
language-forget = Stop remembering it
quiet-title = Quiet hours
quiet-hint = When should no reminder come? It holds for all your reminders.
quiet-hours = {$start} to {$end}
quiet-none = none
withdraw-results = Stop keeping my results
withdraw-results-title = Stop keeping results?
withdraw-results-text = All kept results are deleted at once. The check works as before.
withdraw-results-yes = Yes, delete my results
withdraw-reminders = Stop all reminders
withdraw-reminders-title = Stop all reminders?
withdraw-reminders-text = All reminders are deleted at once. We will not write to you.
withdraw-reminders-yes = Yes, delete my reminders
withdrawn-results = Done. Your results are deleted. We keep a coded line for 35 days, so that a restored backup forgets them again.
withdrawn-reminders = Done. Your reminders are deleted. We will not write to you. We keep a coded line for 35 days, so that a restored backup forgets them again.

## When something is in the way

flood = That was a lot at once. Please wait a moment, then go on. In an emergency, call your local emergency number.
unopened = What we keep about this chat cannot be opened at the moment. Nothing was shown and nothing is lost. The check works without it. With /export you see which parts, and /erase deletes them.
unavailable = We cannot reach what we keep just now. The check works without it. Please try this again in a few minutes.

## The bot's face on Telegram

bot-description = A calm, short check for people who worry about how their body behaves. You tap answers and learn how soon to see whom, and why.{" "}Gives general health information and helps you keep your own notes. Not intended to diagnose, monitor, predict or treat any disease. In an emergency call your local emergency number.
bot-short = Calm health information, by tapping. Not a doctor.
command-start = Start
command-check = Start the check
command-learn = Read
command-remind = My reminders
command-mydata = What is kept about me
command-erase = Erase everything
command-privacy = Privacy
command-settings = Settings
command-help = What this is

## The doctor's page

doctor-open = A page for the doctor
say-open = What to say when you call
doctor-title = A page for the doctor
doctor-hello = Half a page with your answers, in the order in which doctors ask. What the check did not ask stays open, so that you can fill it in by hand.
doctor-hello-other = Half a page with the answers about them, in the order in which doctors ask. What the check did not ask stays open, so that you can fill it in by hand.
doctor-own = You can add up to three things in your own words, or leave them all out. Your words stay in this chat. Nothing is stored with us.
doctor-make = Make the page
doctor-add-problem = Add what troubles you most
doctor-add-fear = Add what you fear
doctor-add-wish = Add what you hope for
doctor-change-problem = Change what troubles you most
doctor-change-fear = Change what you fear
doctor-change-wish = Change what you hope for
doctor-add-problem-other = Add what troubles them most
doctor-add-fear-other = Add what they, or you, fear
doctor-add-wish-other = Add what you hope for
doctor-change-problem-other = Change what troubles them most
doctor-change-fear-other = Change what they, or you, fear
doctor-change-wish-other = Change what you hope for
doctor-no-words = Leave my words out
doctor-change-words = My own words
doctor-prompt-problem = What troubles you most? One or two sentences are best. Please answer here
doctor-prompt-fear = What are you afraid of? It is fine to name it. Please answer here
doctor-prompt-wish = What do you hope the doctor will do? Please answer here
doctor-prompt-problem-other = What troubles them most? One or two sentences are best. Please answer here
doctor-prompt-fear-other = What are they, or you, afraid of? It is fine to name it. Please answer here
doctor-prompt-wish-other = What do you hope the doctor will do for them? Please answer here
doctor-placeholder = In your own words
doctor-unread = I could find no words in that. Please try again, in letters. Please answer here
doctor-shortened = That was long, so I kept the first part. It ends with “…”. You can change it.
doctor-file = To print (PDF)
doctor-file-large = To print, in large letters
doctor-file-caption = Your page. Print it, or show it on your phone.
doctor-file-boxes = Your page. Some signs could not be printed, so a box □ stands in their place. The message has them all.

doc-title = Notes for the doctor
doc-made = Written by the person, {$day}
doc-made-other = Written about somebody else, {$day}
doc-person = Person
doc-age = Age
doc-age-me-u16 = under 16
doc-age-me-16 = 16 to 39
doc-age-me-40 = 40 to 54
doc-age-me-55 = 55 or over
doc-emergency = Emergency signs
doc-none-chosen = asked, none chosen
doc-words = In own words
doc-problem = What troubles me most
doc-problem-other = What troubles them most
doc-fear = What I fear
doc-fear-other = What they or I fear
doc-wish = What I hope for
doc-wish-other = What they or I hope for
doc-function = What no longer works
doc-mouth = Speech, swallowing, breath
doc-feeling = Feeling, eyes, bladder
doc-mind = Mood
doc-child = Child
doc-twitch = Twitch
doc-medicines = Medicines, alcohol
doc-family = Family
doc-examined = Examined so far
doc-rest = Also answered
doc-not-sure = Not sure about
doc-since = Since {$day}
doc-changed = was “{$before}”, now “{$now}”
doc-same = Same as then
doc-not-chosen = Not chosen: {$list}
doc-none-body = None of these: {$list}
doc-none-mouth = No new trouble with: {$list}
doc-none-signs = None of these: {$list}
doc-ask-me = Please ask me in private how I am.
doc-ask-me-other = Please ask them in private how they are.
doc-open-sex = Sex at birth
doc-open-hand = Right- or left-handed
doc-open-work = Work
doc-open-side = Left or right
doc-open-since = Since (month)
doc-open-task = First task lost
doc-open-next = Where it went next
doc-open-which = Which ones
doc-open-cramps = Cramps, stiffness
doc-open-weight = Weight now and 6 months ago
doc-open-pain = Pain
doc-open-behaviour = Change in behaviour
doc-open-twitch = Where, since when
doc-open-medicines = Each medicine, dose, since when
doc-open-alcohol = Alcohol
doc-open-operations = Operations or radiation (neck, thyroid)
doc-open-examined = By whom, when, result
doc-open-tests = EMG, CK, TSH, scan (dates)
doc-outcome = Checklist {$version}, fixed rules, no diagnosis: {$urgency}. Rules: {$rules}.
doc-cannot-print = □ stands for signs that cannot be printed here.

say-title = What to say when you call
say-hello-urgent = Call now, and read out these three lines.
say-hello-soon = Call in the next day or two, and read out these three lines.
say-hello-routine = There is no hurry. When you call, these three lines are enough.
say-hello-dark = Call today, and read out these three lines. You do not have to explain it well.
say-hello-worry = These three lines are enough. Asking for help with worry is a good reason to call.
say-hello-emergency = Call your emergency number now. Say these three things, then stay on the line.
say-where = Where you are, and a phone number.
say-failed = What suddenly stopped working.
say-failed-other = What suddenly stopped working for them.
say-began = When it began.
say-began-other = When it began.
say-what-flat = “I get short of breath when I lie flat.”
say-what-flat-other = “They get short of breath when they lie flat.”
say-what-choke = “I choke on food or drink on most days, or I am losing weight.”
say-what-choke-other = “They choke on food or drink on most days, or are losing weight.”
say-what-hand = “I can no longer use my hand or arm as I could. For example, I cannot (say one task).”
say-what-hand-other = “They can no longer use a hand or arm as they could. For example, they cannot (say one task).”
say-what-leg = “My foot or leg no longer works as it did. For example, I cannot (say one task).”
say-what-leg-other = “Their foot or leg no longer works as it did. For example, they cannot (say one task).”
say-what-neck = “I have trouble holding my head up.”
say-what-neck-other = “They have trouble holding their head up.”
say-what-thin = “A muscle of mine has got clearly thinner.”
say-what-thin-other = “A muscle of theirs has got clearly thinner.”
say-what-more = “I can no longer do things that I could do. For example, I cannot (say one task).”
say-what-more-other = “They can no longer do things that they could do. For example, they cannot (say one task).”
say-what-speech = “My speech has changed.”
say-what-speech-other = “Their speech has changed.”
say-what-hoarse = “My voice is hoarse, but each word is clear.”
say-what-hoarse-other = “Their voice is hoarse, but each word is clear.”
say-what-cough = “I cough on food or drink now and then, and have for years.”
say-what-cough-other = “They cough on food or drink now and then, and have for years.”
say-what-swallow = “I have new trouble with swallowing.”
say-what-swallow-other = “They have new trouble with swallowing.”
say-what-exert = “My breathing has changed: on effort, or in my sleep.”
say-what-exert-other = “Their breathing has changed: on effort, or in their sleep.”
say-what-worry = “I am so worried about my health that it takes over my days or nights.”
say-what-worry-other = “They are so worried about their health that it takes over their days or nights.”
say-what-twitch = “I keep having a twitch, here: (say where).”
say-what-twitch-other = “They keep having a twitch, here: (say where).”
say-what-felt = “A part of me feels weak, though I can still do everything with it.”
say-what-felt-other = “A part of them feels weak, though they can still do everything with it.”
say-what-moves = “My body moves in a new way that I cannot stop, or has got weaker: (say how).”
say-what-moves-other = “The child moves in a new way, or has got weaker: (say how).”
say-what-eyes = “I see double, or an eyelid droops.”
say-what-eyes-other = “They see double, or an eyelid droops.”
say-what-half-face = “One half of my face has gone weak.”
say-what-half-face-other = “One half of their face has gone weak.”
say-what-bursts = “I burst out laughing or crying when it does not fit how I feel.”
say-what-bursts-other = “They burst out laughing or crying when it does not fit how they feel.”
say-what-bladder = “I have new trouble with my bladder or my bowels.”
say-what-bladder-other = “They have new trouble with their bladder or their bowels.”
say-what-several = “Several things are new at once: (say which).”
say-what-several-other = “Several things are new for them at once: (say which).”
say-what-numb = “I have numbness or tingling, here: (say where, and if it spreads).”
say-what-numb-other = “They have numbness or tingling, here: (say where, and if it spreads).”
say-what-walk = “My walking has become unsteady.”
say-what-walk-other = “Their walking has become unsteady.”
say-what-blackout = “I passed out or lost time, and nobody has checked why.”
say-what-blackout-other = “They passed out or lost time, and nobody has checked why.”
say-what-thyroid = “I am losing weight, I feel hot, and my heart races.”
say-what-thyroid-other = “They are losing weight, feel hot, and their heart races.”
say-what-beat = “I get jerks in a steady beat that spread: (say where).”
say-what-beat-other = “They get jerks in a steady beat that spread: (say where).”
say-what-ripple = “A muscle of mine ripples under the skin and never stops.”
say-what-ripple-other = “A muscle of theirs ripples under the skin and never stops.”
say-what-pull = “A muscle pulls and stays pulled, and I cannot stop it.”
say-what-pull-other = “A muscle pulls and stays pulled, and they cannot stop it.”
say-what-side = “One side of my face twitches: the eye shuts and the cheek pulls along.”
say-what-side-other = “One side of their face twitches: the eye shuts and the cheek pulls along.”
say-what-lids = “Both my eyes squeeze shut, and I cannot stop it.”
say-what-lids-other = “Both their eyes squeeze shut, and they cannot stop it.”
say-what-medicine = “It may come from a medicine: (say which, and what you noticed).”
say-what-medicine-other = “It may come from a medicine of theirs: (say which, and what you noticed).”
say-what-stopped = “I drank a lot every day, and stopped or cut down this week.”
say-what-stopped-other = “They drank a lot every day, and stopped or cut down this week.”
say-what-drink = “I drink a lot every day, and I would like help to cut down safely.”
say-what-drink-other = “They drink a lot every day, and need help to cut down safely.”
say-what-salts = “My body salts may be off: (say what happened, such as vomiting or an operation).”
say-what-salts-other = “Their body salts may be off: (say what happened, such as vomiting or an operation).”
say-what-team = “I am known to a team for ALS or MND. This is new: (say what).”
say-what-team-other = “They are known to a team for ALS or MND. This is new: (say what).”
say-what-birth = “I am pregnant, or have just had a baby. I notice this: (say what).”
say-what-birth-other = “They are pregnant, or have just had a baby. We notice this: (say what).”
say-what-family = “Close family had ALS or MND, and I would like advice.”
say-what-family-other = “Their close family had ALS or MND, and they would like advice.”
say-what-cramps = “I get cramps or stiffness, here: (say where).”
say-what-cramps-other = “They get cramps or stiffness, here: (say where).”
say-what-shake = “I tremble: (say where, and when).”
say-what-shake-other = “They tremble: (say where, and when).”
say-what-tired = “My muscles feel tired, heavy or sore.”
say-what-tired-other = “Their muscles feel tired, heavy or sore.”
say-what-dark = “I think about dying, and I need help with it.”
say-what-dark-other = “They speak of dying, and they need help with it.”
say-what-other = “Something about my body is new: (say what).”
say-what-other-other = “Something about their body is new: (say what).”
say-unsure = “I am not sure, but perhaps:” {$what}
say-since = “It began (say when).”
say-since-other = “It began (say when).”
say-since-worse = “It began (say when), and it is getting worse.”
say-since-worse-other = “It began (say when), and it is getting worse.”
say-since-tires = “It began (say when). It gets worse when I am tired.”
say-since-tires-other = “It began (say when). It gets worse when they are tired.”
say-ask-urgent = “I need to be seen today, within hours. Who can see me?”
say-ask-urgent-other = “They need to be seen today, within hours. Who can see them?”
say-ask-soon = “Please give me a visit within two weeks.”
say-ask-soon-other = “Please give them a visit within two weeks.”
say-ask-routine = “I would like a normal visit, to have it looked at once.”
say-ask-routine-other = “We would like a normal visit, to have it looked at once.”
say-ask-dark = “I need to talk to someone today. Who is there?”
say-ask-dark-other = “They need to talk to someone today. Who is there?”
say-ask-worry = “I would like help with the worry. Whom can I talk to?”
say-ask-worry-other = “We would like help with the worry. Whom can they talk to?”
say-dark = You think about dying. Please say that as well, or first: “I think about dying. I need to talk to someone today.”
say-dark-other = They spoke of dying. Please say that as well, or first: “They speak of dying. They need to talk to someone today.”
say-body-soon = For the body, ask in the same call for a visit within 2 weeks: {$what}
say-body-soon-other = For their body, ask in the same call for a visit within 2 weeks: {$what}
say-body-routine = For the body, ask for a normal visit, in the same call or another day: {$what}
say-body-routine-other = For their body, ask for a normal visit, in the same call or another day: {$what}
say-none-title = No appointment in time?
say-none-urgent = Then call your medical advice line now. If nobody can see you today, go to an emergency department. Let somebody else drive.
say-none-soon = Then ask: “Whom can I see instead? May I have the first place that comes free?” Try another doctor or your advice line as well. If it gets worse, call again the same day and say that first.
say-none-routine = Then a wait of some weeks is fine. Ask for a call when a place comes free. If something stops working, do not wait: call again and say that first.
say-none-dark = Then call a crisis line or your medical advice line now. If it gets too much to bear, call your emergency number.
say-none-worry = Then ask a pharmacist, or look for a talking therapy service that you can join without a doctor. If it gets too much, call an advice line.
say-none-emergency = You need none. An ambulance comes to you.
say-advice-line = Advice line here: {$name}, {$number}. We could not check the number.
say-copy = Copy these words
say-back = Back to the three lines
say-desk = At the desk
say-unheard = If the doctor does not listen
say-partner = For somebody close to you
say-desk-title = At the desk, or when they ask why
say-desk-1 = You need not tell the desk everything. One line is enough: what it is, and since when.
say-desk-2 = They say there is nothing free? “I see. Who decides how urgent this is? Can that person call me back today?”
say-desk-3 = People can hear you? “I would rather tell the doctor. May I write it down for you?” Then show the page for the doctor.
say-desk-4 = At the end: “Please note that I called today, and what I said.”
say-unheard-title = If the doctor does not listen
say-unheard-lost = Begin with what you can no longer do, not with the twitch. Name one task, and since when.
say-unheard-kept = Begin with what it does to your days: “It has gone on since (say when), and it frightens me.”
say-unheard-lost-other = Begin with what they can no longer do, not with the twitch. Name one task, and since when.
say-unheard-kept-other = Begin with what it does to their days: “It has gone on since (say when), and it frightens us.”
say-unheard-1-other = “Would you please test their strength and reflexes today?”
say-unheard-1 = “Would you please test my strength and my reflexes today?”
say-unheard-2 = “What should make me come back, and how soon?” Write down the answer.
say-unheard-3 = “I would like a second opinion.” You may ask for that. One is wise. A fifth one mostly feeds the worry.
say-partner-title = For somebody close to you
say-partner-hello = You can send them this, or say it in your own words:
say-letter = I worry about something in my body, and I am going to have it looked at. Please come with me if you can. You need no answers. Just sit with me, and help me check and look things up less.
say-beside-title = What helps them
say-beside-1 = Listen first. You need not argue the fear away, and you need no answers.
say-beside-2 = Offer to make the call, to come along, and to write down what the doctor says.
say-beside-3 = Try not to check the body for them, or to look things up together at night. Do something else together.

visit-open = Get ready for the visit
visit-title = Get ready for the visit
visit-bring = Bring:
visit-bring-1 = The page for the doctor, or three lines: what you can no longer do, which side, since when.
visit-bring-1-other = The page for the doctor, or three lines: what they can no longer do, which side, since when.
visit-bring-2 = All medicines, with dose and start, also those without a prescription.
visit-bring-2-other = All their medicines, with dose and start, also those without a prescription.
visit-bring-3 = Past tests and operations, with dates.
visit-bring-3-other = Past tests and operations, with dates.
visit-bring-4 = One short film, if it comes and goes. One is enough.
visit-bring-4-other = One short film, if it comes and goes. One is enough.
visit-bring-5 = Somebody who listens with you.
visit-bring-5-other = Yourself, or somebody else who listens with them.
visit-ask = Five questions to ask:
visit-ask-1 = What do you think this is?
visit-ask-2 = What did you find when you examined me?
visit-ask-3 = Do I need a test, and what would it change?
visit-ask-4 = What should make me come back, and how soon?
visit-ask-5 = What can I do about the worry?
visit-write = Write down the answer to the fourth. It helps on a bad night.
visit-emg-title = What is an EMG?
visit-emg = A test that listens to muscles through a thin needle. It stings a little. Not everyone needs one: the doctor decides that after looking at you (MedlinePlus; NINDS).
visit-calendar = Put it in my calendar
visit-prompt = When is the appointment? Write the day and the time, such as 3 December 14:30. Please answer here
visit-unread = I could not read that as a day and a time. Write it such as 3 December 14:30. Please answer here
visit-past = That moment has passed. Write the day and the time again, such as 3 December 14:30. Please answer here
visit-far = That is more than a year away. Write the day and the time again, such as 3 December 14:30. Please answer here
visit-placeholder = 3 December 14:30
visit-understood = {$when}. Is that right?
visit-which = Which one do you mean?
visit-when = {$weekday}, {$day}, {$time}
visit-file-title = Appointment
visit-file-caption = Open this to put it in your calendar. It does not say what it is about, and nothing is stored with us.
day-1 = Monday
day-2 = Tuesday
day-3 = Wednesday
day-4 = Thursday
day-5 = Friday
day-6 = Saturday
day-7 = Sunday
