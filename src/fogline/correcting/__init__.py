"""What a person's corrections make of a claim: claim and reviews to the claim as it stands."""
