using Fw24.Console.Feed;
using Fw24.Local;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Components;

/// <summary>A live component of what an embedded cloud does. A deployed app does not report it.</summary>
public abstract class CloudComponent : LiveComponent
{
    [Inject]
    private protected LocalCloud Cloud { get; set; } = null!;

    [Inject]
    private protected CloudFeed Feed { get; set; } = null!;
}
