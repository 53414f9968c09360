namespace Orders;

public enum LoyaltyTier
{
    Bronze,
    Silver,
    Gold,
}
