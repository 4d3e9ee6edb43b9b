### What the bot says. Reading grade 8 or below. Never "you have", never "you don't have", no promise, no percentage.
### Words in {$braces} are filled in. Test with `make check`.

## What it is

intended-purpose = Gives general health information and helps you keep your own notes. Not intended to diagnose, monitor, predict or treat any disease.
not-reviewed = Not clinically reviewed.
not-reviewed-whole = Not clinically reviewed: no named clinician has checked these texts yet. The advice follows published guidance, which each page names.
reviewed = Reviewed by {$reviewer} on {$day}.

## The first page

start-title = Hello. A twitch can be frightening.
start-hello = Do you worry about a twitch, a weakness or a change in speech? In about two minutes you can learn how soon to see whom, and why.
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

advice-emergency = Call your local emergency number now.
advice-emergency-other = Call the local emergency number now.
advice-urgent = Call your doctor or an advice line now. If nobody can see you today, go to an emergency department. Take this page with you.
advice-urgent-other = Call their doctor or an advice line now. If nobody can see them today, take them to an emergency department. Show this page there.
advice-soon = Ask for a visit within 2 weeks. Say what you can no longer do, and since when. Show this page if that is easier.
advice-soon-other = Ask for a visit for them within 2 weeks. Say what they can no longer do, and since when. Show this page if that is easier.
advice-routine = Nothing in the answers calls for haste. A normal visit is a good next step: a doctor can look, and you can ask your questions.
advice-routine-other = Nothing in the answers calls for haste. A normal visit is a good next step: a doctor can look, and you can both ask questions.
advice-self-care = See a doctor if it is still there 2 weeks after it began, or if something stops working. Until then: rest, sleep, less coffee, and as little checking as you can manage.
advice-self-care-other = They can see a doctor if it is still there 2 weeks after it began, or if something stops working. Until then: rest, sleep, less coffee, and as little checking as possible.

because-title = Why
because = You answered {$answers}: {$reason} ({$authority}).
answer = “{$label}” ({$title})
list-joint = {", "}
missing = Not answered: {$titles}. A doctor should look, since these matter.
worry-title = About the worry:
change-title = What would change this:
change-emergency = Nothing. Please call.
change-urgent = Is it harder to breathe, swallow or think? Did something fail suddenly? Then call your emergency number.
change-soon = If it spreads within days, or breathing or swallowing gets hard, do not wait for the visit: call today. If something fails suddenly, call your emergency number.
change-routine = If something you could do stops working, or speech, swallowing or breathing changes, do not wait for the visit: start a new check or call your doctor. If something fails suddenly, call your emergency number.
change-self-care = If something you could do stops working, or speech, swallowing or breathing changes, start a new check or call your doctor. If something fails suddenly, call your emergency number.
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
enough-back = This chat stays here. If something changes, come back.

## Cards

emergency-title = Call for help now
emergency-anywhere = Call your local emergency number. It is 112 in Europe and on most mobiles, 911 in North America, 999 in the UK.
emergency-number = {$country}: call {$number}.
number-joint = {" or "}
emergency-do-1 = Call now, also if it has passed or if you are not certain. They would rather be called.
emergency-do-2 = Do not drive yourself. If you can, stay with someone and unlock the door.
emergency-do-3 = Say when it began. Do not eat or drink until someone has looked at it.
emergency-E02-1 = Call now. Sit upright, and do not lie down.
emergency-E02-2 = Do not eat or drink. Do not drive yourself.
emergency-E02-3 = Is ALS or MND already known? Tell the crew: too much oxygen can do harm.
emergency-E03-1 = Call now if it goes on, comes again, or is the first one.
emergency-E03-2 = Keep things that could hurt away. Put something soft under the head. Hold nobody down and put nothing in the mouth.
emergency-E03-3 = Note how long it lasts. Afterwards lie on the side. Do not drive.
emergency-E08-1 = Call now, or go to an emergency department at once.
emergency-E08-2 = Tell them about the dark pee, hard exercise, and every medicine.
emergency-E08-3 = Do not drive yourself.
emergency-E09-1 = Call now. If you can, tell them what it was, how much, and when.
emergency-E09-2 = Keep the package, or a photo of it. Do not try to be sick.
emergency-E09-3 = After a gas or spray: get into fresh air first.
emergency-E12-1 = Call your maternity unit or an ambulance now.
emergency-E12-2 = Say how many weeks pregnant, or when the birth was.
emergency-E12-3 = Do not drive yourself.
emergency-no-phone = Cannot speak? Ask someone near you to call, or send an emergency text where your country offers it.
emergency-read = Read: what to do
emergency-mistake = I tapped that by mistake
country-open = Choose country
country-title = Which country are you in?
country-hint = So that we can show the number there. Do not wait for this: if it is urgent, call now. We could not check each number, so use the one you know if they differ.
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
crisis-2 = Move anything you could hurt yourself with out of reach, or leave the room it is in.
crisis-3 = Tell a doctor or an advice line today.
crisis-safe = I am safe for now
crisis-go-on = Carry on with the check
safe-title = Thank you for telling us
safe-text = Please stay near someone today, and tell one person how it is. The way to help stays on every page of this check.

## Reading

learn-title = Read
learn-hint = Short pages in plain words, each with its sources.
group-basics = ALS in plain words
group-twitches = Twitches
group-causes = What else makes muscles twitch
group-signs = Signs that matter
group-doctor = At the doctor's
group-worry = The worry
group-help = Help now
section-before = ‹ Before
section-next = Next ›

## Answers to typed words

found-lead = This may answer it:
found-none = I have nothing on that. I can only speak about twitches, weakness, ALS, and the worry around them.
found-check = The check may fit better than words.
verdict-title = Nobody can tell that from a chat
verdict-text = Neither we nor a search can say whether it is ALS. What counts is not the twitch but whether something stops working. The check asks exactly that, and says how soon to see whom.
gentle-title = Let us make sure
gentle-text = Some of these words can also mean that it is serious. Is it an emergency now, or do you think about hurting yourself?
gentle-emergency = It is an emergency
gentle-crisis = I think about hurting myself
gentle-fine = No, go on
text-only = I am sorry, I can only read text. If it is an emergency, please call your local emergency number: 112 in Europe and on most mobiles, 911 in North America, 999 in the UK.
text-too-long = That is a lot. Please ask in one or two sentences.
no-such-command = I do not know that command. Here is the start.
group-only = Health questions do not belong in a group. Let us talk where only you can read it.
group-button = Open a private chat
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
consent-agree = I am 16 or over and agree
consent-no = No, thank you
zone-title = What time is it for you now?
zone-hint = So that we write at a good hour. Tap your clock.
zone-type = My time is not here
zone-prompt = Please type what time it is for you now, for example 22:45.
zone-placeholder = 22:45
zone-understood = Your clock is {$offset}. Is that the time you meant?
zone-unread = I could not read that as a time. Please write it like 22:45 or 10:45 pm.
use-this = Use this
change-this = Change
plan-title = Shall we write to you then?
plan-recheck = Once, with a plain hello. The message does not say what it is about.
plan-book = Once, to remind you to book the visit. The message does not say what it is about.
plan-appointment = Once, before your appointment. The message does not say what it is about.
plan-own = The message does not say what it is about.
plan-set = Yes, write to me then
plan-zone = My clock is different
plan-past = That moment has passed. Please choose again.
set-title = It is set
set-text = Send /remind to see or stop it. Send /erase to delete all we keep about this chat.
reminders-title = Your reminders
reminders-none = No reminder is set.
reminder-stop = Stop
reminder-stop-one = Stop: {$when}
reminder-stopped = Stopped. We will not write to you about it.
reminder-gone = That reminder is over. We will not write to you about it again.
kind-recheck = a look back
kind-book = book a visit
kind-appointment = appointment
kind-own = your own note
pushed-hello = Hello. You asked us to write to you today.
pushed-late = This comes a little late. We are sorry.
pushed-repeated = You may have seen this already.
pushed-skipped = We wanted to write to you earlier and could not. We are sorry. You can look now if you like.
pushed-paused = We have written a few times without an answer, so we stop for now. Send /resume if you want to go on.
pushed-check = Open
pushed-later = Later
later-title = When shall we write again?
later-hour = In 1 hour
later-tonight = Tonight
later-tomorrow = Tomorrow
later-next-week = In a week
later-set = We will write again:
too-many-reminders = There are already 20 reminders. Please stop one first: /remind

## Your data

privacy-title = Privacy
privacy-who = Who runs this bot: {$name}. Contact: {$contact}.
privacy-who-missing = Who runs this bot has not been entered yet.
privacy-nothing = Without your consent we keep nothing about you. Your answers are in the buttons of this chat, not with us.
privacy-consent = If you ask for reminders, we keep the chat's number, your language, your clock and the times. All of it is encrypted. The key is not in the database.
privacy-how-long = A reminder goes when it is done or stopped. Everything about a chat goes after 12 months without a sign of life, 30 days after you block the bot, or at once with /erase. For 35 days after an erasure we keep one coded line, so that a restored backup forgets again.
privacy-rights = You can see, export and erase it all: /mydata, /export, /erase. You can also complain to your data protection authority.
privacy-telegram = Telegram carries and keeps this chat by its own rules. Deleting the chat there is up to you.
mydata-title = What we keep about this chat
mydata-none = Nothing.
mydata-language = Language: {$value}
mydata-zone = Your clock: {$value}
mydata-country = Country: {$value}
mydata-consent = You agreed to {$kind} on {$day}.
mydata-reminders = { $count ->
    [one] 1 reminder
   *[other] {$count} reminders
 }
mydata-export = Here is all of it as a file.
erase-open = Erase everything
erase-title = Erase everything we keep about this chat?
erase-text = Your settings, consents and reminders go at once and cannot come back. The messages in this chat stay with Telegram until you delete them.
erase-yes = Yes, erase
erase-no = Keep it
erased-title = Erased
erased-text = We keep nothing about this chat now, but for one coded line for 35 days, so that a restored backup forgets again. Telegram still holds the messages of this chat: delete them there if you like.
erased-nothing = There was nothing to erase.

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
