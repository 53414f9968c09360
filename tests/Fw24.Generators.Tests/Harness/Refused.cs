namespace Fw24.Generators.Tests.Harness;

/// <summary>The part of an app that is not generated because of a diagnostic that is an error.</summary>
internal enum Refused
{
    /// <summary>An entity, and with it its table and its handlers.</summary>
    Entity,

    /// <summary>A table.</summary>
    Table,

    /// <summary>A handler.</summary>
    Handler,

    /// <summary>Nothing, since nothing would be generated without the diagnostic either.</summary>
    Nothing,

    /// <summary>The projection, which is named Row.</summary>
    Projection,
}
