using Fw24.Audit;
using Fw24.Model;
using Fw24.Operations.Status.Templates;

namespace Fw24.Operations.Status;

/// <summary>The code that a deployed app is compared with, in addition to its manifest.</summary>
internal sealed record InspectedCode
{
    /// <summary>The templates; <see langword="null"/> if there are none here.</summary>
    public CloudAssembly? Templates { get; init; }

    /// <summary>
    /// The app's model and the reader of its audit, which counts gaps; <see langword="null"/> if only metrics do.
    /// </summary>
    public (AppModel Model, IAuditReader Reader)? Audit { get; init; }
}
