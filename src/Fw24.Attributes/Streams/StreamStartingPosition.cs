namespace Fw24;

/// <summary>Specifies where an event source mapping starts to read a stream.</summary>
public enum StreamStartingPosition
{
    /// <summary>At the oldest record the stream still holds: no change is missed while the mapping is created.</summary>
    TrimHorizon,

    /// <summary>At the newest record: changes made while the mapping is created are lost.</summary>
    Latest,
}
