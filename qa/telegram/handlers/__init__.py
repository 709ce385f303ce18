"""What the bot does with each kind of update, one small file a kind: functions of a `Turn`."""
