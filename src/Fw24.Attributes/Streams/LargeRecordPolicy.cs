namespace Fw24;

/// <summary>Specifies the handling of a change that is too large for a message.</summary>
public enum LargeRecordPolicy
{
    /// <summary>Stores the record in the app's S3 bucket; the message carries a reference, which consumers resolve automatically.</summary>
    ClaimCheck,

    /// <summary>Parks the whole record, with the reason, for an operator to replay.</summary>
    Park,
}
