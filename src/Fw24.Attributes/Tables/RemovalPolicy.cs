namespace Fw24;

/// <summary>What happens to a resource when it leaves its stack.</summary>
public enum RemovalPolicy
{
    /// <summary>The resource and its data stay in the account.</summary>
    Retain,

    /// <summary>The resource is deleted with its data.</summary>
    Destroy,
}
