namespace Fw24;

/// <summary>Names the app and sets the defaults of its functions.</summary>
/// <param name="name">
/// The app's name, used in default resource names: 1 to 64 letters, digits, <c>-</c> and <c>_</c>, starting with a letter or digit (FW24402).
/// Without this attribute: the assembly's name, with <c>-</c> for each invalid character.
/// </param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class Fw24AppAttribute(string name) : Attribute
{
    /// <summary>The app's name.</summary>
    public string Name { get; } = name;

    /// <summary>The maximum duration of an invocation: 1 to 900 seconds (Lambda's default capacity). Default: 30.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>The memory of each function: 128 to 10,240 MB (Lambda's default capacity). Default: 512.</summary>
    public int MemoryMegabytes { get; set; } = 512;

    /// <summary>
    /// Indicates whether the functions run on Lambda Managed Instances. <see cref="TimeoutSeconds"/> may then be up to 5,400, and
    /// <see cref="MemoryMegabytes"/> up to 32,768. A function with a timeout or a memory of its own says so in the same attribute. A hook
    /// of the stack puts functions there. Default: <see langword="false"/>.
    /// </summary>
    public bool ManagedInstances { get; set; }

    /// <summary>
    /// The time between two runs of the function that seals the records of <see cref="AuditAttribute.Sealed"/> audits: 1 to 60 minutes.
    /// Default: 5.
    /// </summary>
    public int SealMinutes { get; set; } = 5;

    /// <summary>
    /// The time for which S3 Object Lock (compliance mode) keeps the log's checkpoints and tiles from being deleted or replaced by anyone:
    /// 0 to 36,500 days; 0: no lock. Default: 365. The stack's <c>SealRetentionDays</c> overrides it for a stage.
    /// </summary>
    public int SealRetentionDays { get; set; } = 365;
}
