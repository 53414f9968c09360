namespace Fw24;

/// <summary>What is done with a change that is too large for a message.</summary>
public enum LargeRecordPolicy
{
    /// <summary>The record is stored in the app's S3 bucket and the message carries a reference; consumers resolve it by themselves.</summary>
    ClaimCheck,

    /// <summary>The record is parked whole, with the reason, for an operator to replay.</summary>
    Park,
}
