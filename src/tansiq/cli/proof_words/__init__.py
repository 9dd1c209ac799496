"""What `tansiq verify` says, in each language that it is said in. No sentence holds what a file says: names, numbers
and times stand in rows of their own, so that no name can turn a sentence round or look like one of ours."""
